"""The pages of months and statistics."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from humiao.access.public import SYSTEM, Role
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import BackgroundFigure, ClosedMonth, MonthSignature
from humiao.registry.months.commands.keeping import record_background_figure
from humiao.registry.months.tests.conftest import AUGUST, SEPTEMBER, child_of, close, roster
from humiao.registry.months.tests.people import COUNTY, sign_in
from humiao.registry.public import leave_roster
from humiao.registry.tests.conftest import OTHER_TOWN, TOWN, enter

pytestmark = [
    pytest.mark.urls("humiao.registry.months.tests.urls"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
BASE = f"/c/{COUNTY}"


@pytest.fixture
def closed(pinghu):
    """Close August; September, with an exit and a late entry, is next."""
    with pinghu():
        children = roster()
        close(AUGUST, 3 + 10)
        enter(child_of(4), at=moment(date(2024, 9, 21)))
        leave_roster(child_id=children[1], on=date(2024, 9, 15), reason="moved_away", by=SYSTEM,
                     at=moment(date(2024, 9, 21)))  # fmt: skip
    return children


def body(response):
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def seen_in(text):
    return re.findall(r'name="seen" value="(\w+)"', text)[0]


@pytest.mark.usefixtures("closed")
class TestMonths:
    def test_list_shows_what_is_closed_and_what_is_next(self):
        text = body(sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months"))
        assert "August 2024" in text
        assert "Next to close: September 2024" in text
        assert f"{BASE}/months/2024-09/close" in text

    @pytest.mark.parametrize("part", ["", "roster", "additions", "exits", "changes"])
    @pytest.mark.parametrize("month", ["2024-08", "2024-09"])
    def test_book_shows_each_part(self, month, part):
        text = body(sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months/{month}?part={part}"))
        assert "王小1" not in text, "names are masked"

    def test_what_came_and_went_is_told(self):
        client = sign_in(Role.BUREAU_OFFICER)
        assert "late, belongs to August 2024" in body(client.get(f"{BASE}/months/2024-09?part=additions"))
        assert "Moved away" in body(client.get(f"{BASE}/months/2024-09?part=exits"))

    def test_whole_names_are_shown_on_asking_and_the_look_is_logged(self, pinghu):
        text = body(sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months/2024-08?part=roster&names=1"))
        assert "王小1" in text
        with pinghu():
            assert TrailEntry.objects.filter(action="read-month-names").count() == 1

    @pytest.mark.parametrize("address", ["2024-10", "2024-13", "nonsense", "2024-08?part=else", "2023-01"])
    def test_other_months_are_not_there(self, address):
        assert sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months/{address}").status_code == 404

    def test_a_town_sees_its_own_part_only(self):
        text = body(sign_in(Role.TOWN_SUPERVISOR, town_code=OTHER_TOWN).get(f"{BASE}/months/2024-08"))
        assert "平湖2街道" in text
        assert "平湖1街道" not in text

    @pytest.mark.parametrize("role", [Role.BUREAU_LEADER, Role.SECURITY_ADMINISTRATOR])
    def test_role_without_permission_is_refused(self, role):
        assert sign_in(role).get(f"{BASE}/months").status_code == 403

    def test_prints_whole_with_places_to_sign(self):
        text = body(sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months/2024-08/print?names=1"))
        assert text.count("signature-seal") == 3
        assert "王小3" in text
        assert "Closed over by the county" in text

    @pytest.mark.parametrize("month", ["2024-08", "2024-09"])
    def test_excel_holds_all_of_it(self, month):
        client, address = sign_in(Role.BUREAU_OFFICER), f"{BASE}/months/{month}/excel?names=1"
        assert "What it is for" in body(client.get(address))
        answer = client.post(address, {"reason": "季度检查"})
        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        roster_sheet = book.get_sheet_by_name("Roster").to_python()
        assert len(roster_sheet) == 3 + 3
        assert str(roster_sheet[3][1]).startswith("王小")

    def test_no_book_leaves_without_a_reason_and_a_town_takes_its_own(self):
        client, address = (
            sign_in(Role.TOWN_SUPERVISOR, town_code=TOWN),
            f"{BASE}/months/2024-08/excel?names=1",
        )
        refused = client.post(address, {"reason": "aaaa"})
        assert refused.status_code == 422
        assert "Content-Disposition" not in refused.headers
        answer = client.post(address, {"reason": "季度检查"})
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_few_queries(self, django_assert_max_num_queries):
        client = sign_in(Role.BUREAU_OFFICER)
        for address in ("months", "months/2024-08", "months/2024-08?part=roster", "months/2024-09"):
            with django_assert_max_num_queries(34):
                client.get(f"{BASE}/{address}")

    def test_the_cell_of_a_closed_book_opens_its_children(self):
        client = sign_in(Role.BUREAU_OFFICER)
        links = re.findall(
            r'href="([^"]*part=roster[^"]*by=[^"]*)"', body(client.get(f"{BASE}/months/2024-08"))
        )
        assert links
        for link in links:
            assert "No." in body(client.get(link.replace("&amp;", "&")))


@pytest.mark.usefixtures("db")
def test_nothing_was_ever_closed():
    assert "No month was closed yet" in body(sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months"))


@pytest.mark.usefixtures("closed")
class TestSigning:
    def test_a_town_signs_and_the_book_says_so(self, pinghu):
        client = sign_in(Role.TOWN_SUPERVISOR, town_code=TOWN)
        url = f"{BASE}/months/2024-09/sign"
        text = body(client.get(url))
        seen = seen_in(text)
        assert client.post(url, {"seen": seen}).status_code == 400, "one has to say that one looked"
        assert client.post(url, {"seen": "older", "agreed": "on"}).status_code == 409
        assert client.post(url, {"seen": seen, "agreed": "on"}).status_code == 302
        with pinghu():
            assert MonthSignature.objects.get().town_code == TOWN

    def test_closed_months_lead_to_their_book(self):
        client = sign_in(Role.TOWN_SUPERVISOR, town_code=TOWN)
        assert client.get(f"{BASE}/months/2024-08/sign").status_code == 302
        assert sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/months/2024-08/close").status_code == 302

    def test_the_officer_closes(self, pinghu):
        client = sign_in(Role.BUREAU_OFFICER)
        url = f"{BASE}/months/2024-09/close"
        seen = seen_in(body(client.get(url)))
        assert client.post(url, {"seen": seen, "agreed": "on"}).status_code == 302
        with pinghu():
            assert ClosedMonth.objects.filter(month=SEPTEMBER).exists()

    def test_a_refusal_stands_in_the_form(self, pinghu):
        client = sign_in(Role.BUREAU_OFFICER)
        with pinghu():
            close(SEPTEMBER)
            close(date(2024, 10, 1), 8)
        url = f"{BASE}/months/2024-11/close"
        text = body(client.get(url))
        assert "over yet" in text
        seen = {"seen": "x", "agreed": "on"}
        assert client.post(url, seen).status_code == 400

    def test_limits_are_set(self):
        client = sign_in(Role.BUREAU_OFFICER)
        url = f"{BASE}/months/limits"
        body(client.get(url))
        assert client.post(url, {"sign_days": "40", "close_days": "41"}).status_code == 400
        assert client.post(url, {"sign_days": "3", "close_days": "6"}).status_code == 302


@pytest.mark.usefixtures("closed")
class TestStatistics:
    def test_every_figure_opens_to_as_many_children(self):
        client = sign_in(Role.BUREAU_OFFICER)
        text = body(client.get(f"{BASE}/statistics?on=2024-09-01"))
        links = re.findall(r'<a class="figure" href="([^"]*)">(\d+)</a>', text)
        assert len(links) > 10
        for link, figure in links:
            assert body(client.get(link.replace("&amp;", "&"))).count("data-row-main") == int(figure)

    def test_a_leader_reads_counts_without_lists(self):
        text = body(sign_in(Role.BUREAU_LEADER).get(f"{BASE}/statistics"))
        assert "statistics/children" not in text
        assert "平湖1街道" in text

    def test_a_town_counts_its_own(self):
        client = sign_in(Role.TOWN_SUPERVISOR, town_code=OTHER_TOWN)
        assert "平湖1街道" not in body(client.get(f"{BASE}/statistics"))
        foreign = f"{BASE}/statistics/children?town={TOWN}"
        assert "data-row-main" not in body(client.get(foreign))
        assert body(client.get(f"{BASE}/statistics/children")).count("data-row-main") == 1

    def test_sealed_categories_are_not_listed(self):
        client = sign_in(Role.BUREAU_OFFICER)
        url = f"{BASE}/statistics/children?by=category&key=ABUSE_VICTIM"
        assert "data-row-main" not in body(client.get(url))

    def test_a_day_before_the_roster_is_empty(self):
        assert "Nobody was on the roster" in body(
            sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/statistics?on=2020-01-01")
        )

    def test_excel_defuses_formulas(self, pinghu):
        with pinghu():
            record_background_figure(
                label="=1+1", value=150_000, source="-统计公报", as_of=date(2024, 1, 1), is_approximate=True,
                by=SYSTEM, at=moment(date(2024, 9, 1)),
            )  # fmt: skip
        answer = sign_in(Role.BUREAU_OFFICER).get(f"{BASE}/statistics/excel?on=2024-09-01")
        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        assert book.get_sheet_by_name("Background figures").to_python()[3][:2] == ["'=1+1", 150000]
        with pinghu():
            assert TrailEntry.objects.filter(action="export-statistics").count() == 1

    def test_background_figures_are_entered_and_taken_back(self, pinghu):
        client = sign_in(Role.BUREAU_OFFICER)
        url = f"{BASE}/statistics/background"
        body(client.get(url))
        given = {"label": "未成年人及家属", "value": "150000", "source": "统计局", "as_of": "2024-01-01",
                 "is_approximate": "on", "unit": "人"}  # fmt: skip
        assert client.post(url, given | {"as_of": "2031-01-01"}).status_code == 400
        assert client.post(url, given).status_code == 302
        assert "150,000" in body(client.get(f"{BASE}/statistics"))
        with pinghu():
            figure = BackgroundFigure.objects.get().pk
        assert client.post(f"{url}/{figure}/withdraw").status_code == 302
        assert client.post(f"{url}/{new_id()}/withdraw").status_code == 404
        assert "150,000" not in body(client.get(f"{BASE}/statistics"))

    def test_few_queries(self, django_assert_max_num_queries):
        client = sign_in(Role.BUREAU_OFFICER)
        with django_assert_max_num_queries(20):
            client.get(f"{BASE}/statistics")
