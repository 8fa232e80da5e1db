"""Routes of the door and of one's own account: below no county."""

from humiao.access.signin import account, doors, factors, proving, single
from humiao.access.signin.pages import door, own

_BOTH, _POST = ("GET", "POST"), ("POST",)

urlpatterns = [
    door("sign-in", doors.sign_in, name="sign-in", methods=_BOTH),
    door("sign-in/second", doors.second_factor, name="second-factor", methods=_BOTH),
    door("sign-in/second/options", doors.second_options, name="second-options", methods=_POST),
    door("sign-in/second/passkey", doors.second_by_passkey, name="second-by-passkey", methods=_POST),
    door("sign-in/passkey/options", doors.passkey_options, name="sign-in-options", methods=_POST),
    door("sign-in/passkey", doors.sign_in_by_passkey, name="sign-in-by-passkey", methods=_POST),
    door("sign-in/pin", doors.by_pin, name="sign-in-by-pin", methods=_POST),
    door("sign-in/with/<slug:name>", single.sign_on, name="sign-on"),
    door("sign-in/with/<slug:name>/back", single.come_back, name="sign-on-back"),
    door("sign-out", doors.sign_out, name="sign-out", methods=_POST),
    own("account", account.show_account, name="show-account"),
    own("account/password", account.change_password, name="change-password", methods=_BOTH),
    own("account/sessions", account.end_sessions, name="end-sessions", methods=_POST),
    own("account/device", account.bind_here, name="bind-device", methods=_BOTH, fresh=True),
    own("account/devices/<uuid:device>", account.unbind, name="unbind-device", methods=_POST),
    own("account/sign-on/<slug:name>", single.bind_sign_on, name="bind-sign-on", fresh=True),
    own("account/sign-on/<slug:name>/undo", single.unbind_sign_on, name="unbind-sign-on", methods=_POST),
    own("account/factor", factors.choose_factor, name="choose-factor", methods=_BOTH),
    own("account/totp", factors.set_up_totp, name="set-up-totp", methods=_BOTH, fresh=True),
    own("account/totp/remove", factors.drop_totp, name="remove-totp", methods=_POST, fresh=True),
    own(
        "account/passkeys/options", factors.passkey_options, name="passkey-options", methods=_POST, fresh=True
    ),
    own("account/passkeys", factors.add_passkey, name="add-passkey", methods=_POST, fresh=True),
    own(
        "account/passkeys/<uuid:passkey>",
        factors.change_passkey,
        name="change-passkey",
        methods=_POST,
        fresh=True,
    ),
    own(
        "account/recovery-codes",
        factors.recovery_codes,
        name="make-recovery-codes",
        methods=_POST,
        fresh=True,
    ),
    own("account/confirm", proving.confirm, name="confirm-it-is-me", methods=_BOTH),
    own("account/confirm/options", proving.confirm_options, name="confirm-options", methods=_POST),
    own("account/confirm/passkey", proving.confirm_by_passkey, name="confirm-by-passkey", methods=_POST),
]
