"""What tests look at in a panel, and what they do in it as an analyst would."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab

PICTURE = ".akit-picture img"
# The share of the picture inside the window, and whether its headline is.
IN_VIEW = """panel => {
    const room = panel.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
    const box = panel.querySelector('.akit-picture').getBoundingClientRect();
    const seen = Math.min(box.bottom, room.bottom) - Math.max(box.top, room.top);
    return [seen / box.height, box.top - room.top];
}"""
CUT_OFF = """panel => {
    const frame = panel.getBoundingClientRect();
    return [...panel.querySelectorAll('*')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && !each.closest('.akit-table, .akit-canvas, .akit-skip, .akit-years')
            && (box.right > frame.right + 2 || box.left < frame.left - 2);
    }).map(each => `${each.tagName} ${each.className}`);
}"""
UNNAMED = """panel => [...panel.querySelectorAll('input, select, textarea, button')]
    .filter(each => !(each.labels && each.labels.length) && !each.getAttribute('aria-label') && !each.textContent.trim())
    .map(each => each.outerHTML)"""
BYTES = "async image => [...new Uint8Array(await (await fetch(image.src)).arrayBuffer())]"


class Panel:
    """One panel of the notebook that is open."""

    def __init__(self, lab: Lab, at: int = 0) -> None:
        self.lab, self.root = lab, lab.locator(".akit-panel").nth(at)
        lab.page.evaluate("window.dispatchEvent(new Event('wheel'))")  # a hand: the top is kept no longer
        self.root.evaluate("panel => panel.scrollIntoView({block: 'start'})")
        lab.settle()

    def __call__(self, selector: str) -> Locator:
        return self.root.locator(selector)

    @property
    def said(self) -> str:
        return self(".akit-said").inner_text()

    @property
    def found(self) -> int:
        return int(re.search(r"(\d+) of \d+", self.said)[1])

    @property
    def alt(self) -> str:
        return self(PICTURE).get_attribute("alt")

    @property
    def picture(self) -> bytes:
        return bytes(self(PICTURE).evaluate(BYTES))

    def term(self, name: str) -> Locator:
        return self(".akit-term").filter(has_text=re.compile(rf"^{re.escape(name)}\d")).first

    def promised(self, name: str) -> int:
        return int(self.term(name).locator(".akit-count").inner_text())

    def unfold(self, label: str) -> None:
        head = self(".akit-fold").filter(has=self.lab.page.locator(f".akit-label:text-is('{label}')")).first
        if head.get_attribute("aria-expanded") == "false":
            head.click()

    def tick(self, *names: str) -> None:
        for name in names:
            self.term(name).click()
            self.lab.settle()
            self.in_view()

    def chart(self, label: str) -> None:
        self(".akit-choices select").first.select_option(label=label)

    def size(self, name: str) -> None:
        options = self(".akit-choices select").nth(1).locator("option").all_inner_texts()
        self(".akit-choices select").nth(1).select_option(
            next(each for each in options if each.startswith(name))
        )

    def press(self, name: str) -> None:
        self("button").filter(has_text=re.compile(rf"^\W*{re.escape(name)}")).first.click()

    def open(self, name: str) -> None:
        head = self(".akit-opener").filter(has_text=name).first
        if head.get_attribute("aria-expanded") == "false":
            head.click()
            self.lab.settle()

    def says(self, words: str | re.Pattern[str], selector: str = ".akit-said") -> None:
        expect(self(selector).first).to_contain_text(words, timeout=30_000)

    def shows(self, words: str) -> None:
        expect(self(PICTURE)).to_have_attribute("alt", re.compile(words), timeout=30_000)

    def steady(self) -> bytes:
        """Return the picture once it has been the same for a while."""
        before = b""
        for _ in range(60):
            self.lab.settle()
            if (shown := self.picture) == before:
                return shown
            before = shown
        raise AssertionError("the picture never came to rest")

    def in_view(self, where: str = "") -> None:
        """The headline, which is the picture's top, and two thirds of the picture are inside the window."""
        share, top = self.root.evaluate(IN_VIEW)
        assert share >= 2 / 3, f"{share:.0%} of the picture is in view {where}"
        assert top >= -2, f"the headline is {-top:.0f} pixels above the window {where}"

    def save(self, name: str) -> None:
        self.open("Save")
        self(".akit-section .akit-field:has(> label:text-is('File name')) input").fill(name)
        self(".akit-section button.akit-main-button").filter(has_text="Save").click()
        self.says("Saved:", ".akit-done")

    def brush(self, start: str, end: str) -> None:
        """Draw over the histogram of dates, from one month to another, with the mouse held."""
        self.unfold("Date")
        bars = self(".akit-bar")
        places = [bars.nth(at).get_attribute("data-from") for at in range(bars.count())]
        first, last = (bars.nth(places.index(month)).bounding_box() for month in (start, end))
        mouse, middle = self.lab.page.mouse, first["y"] + first["height"] / 2
        mouse.move(first["x"] + first["width"] / 2, middle)
        mouse.down()
        mouse.move(last["x"] + last["width"] / 2, middle, steps=12)
        mouse.up()


def forget_views(lab: Lab) -> None:
    """Forget what panels showed last, as on a new machine."""
    for file in lab.home.glob("notebooks/.analystkit/*"):
        file.unlink()
