// Passkeys: asks the site what to make or sign, the browser's authenticator to do it, and sends what came of it.
// A button says what it does: data-passkey ("create" or "get"), data-options, data-done, data-name, data-next.
(() => {
  "use strict";

  const fromText = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const send = async (url, token, what) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(what),
    });
    if (answer.redirected) {
      window.location.assign(answer.url); // it has to be shown again who one is
      return null;
    }
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.problem);
    return said;
  };

  const asked = (options) => {
    const wanted = { ...options.publicKey, challenge: fromText(options.publicKey.challenge) };
    for (const name of ["allowCredentials", "excludeCredentials"]) {
      if (wanted[name]) wanted[name] = wanted[name].map((one) => ({ ...one, id: fromText(one.id) }));
    }
    if (wanted.user) wanted.user = { ...wanted.user, id: fromText(wanted.user.id) };
    return { publicKey: wanted };
  };

  const given = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
      clientExtensionResults: {} };
  };

  const run = async (button) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const options = await send(button.dataset.options, token, {});
    if (!options) return;
    const credential = await navigator.credentials[button.dataset.passkey](asked(options));
    const name = document.getElementById(button.dataset.name || "");
    const what = { response: given(credential), name: name ? name.value : "", next: button.dataset.next || "" };
    const said = await send(button.dataset.done, token, what);
    if (said) window.location.assign(said.to);
  };

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const place = button.closest("[data-passkey-place]");
    const told = place.querySelector("[data-passkey-told]");
    place.hidden = false;
    if (!window.PublicKeyCredential) {
      button.disabled = true;
      told.textContent = told.dataset.missing;
      continue;
    }
    button.addEventListener("click", async () => {
      button.disabled = true;
      told.textContent = told.dataset.waiting;
      try {
        await run(button);
      } catch (error) {
        // The browser gives one name to refused, closed and timed out; what the site said is in words.
        told.textContent = error.name === "Error" && error.message ? error.message : told.dataset.failed;
      }
      button.disabled = false;
    });
  }
})();
