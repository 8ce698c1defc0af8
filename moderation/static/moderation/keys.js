"use strict";
// Single keys at the desk, for reviewers who switched them on: a key presses the button that is
// marked with its action. Without this file every button works all the same.
{
  const map = document.getElementById("key-map");
  const keyOf = map ? JSON.parse(map.textContent) : {};
  const actionOf = new Map(Object.entries(keyOf).map(([action, key]) => [key, action]));
  const help = document.getElementById("keys");

  // The keys stand on the buttons.
  const print = (root) => {
    for (const each of root.querySelectorAll("[data-action]")) {
      const key = keyOf[each.dataset.action];
      if (!key || each.hasAttribute("aria-keyshortcuts")) continue;
      const sign = document.createElement("kbd");
      sign.textContent = key;
      sign.setAttribute("aria-hidden", "true");
      const place = document.createElement("span"); // so that no underline reaches the sign
      place.append(sign);
      each.append(" ", place);
      each.setAttribute("aria-keyshortcuts", key);
    }
  };

  const typing = (target) =>
    target.closest("textarea, select, [contenteditable]") ||
    target.matches("input:not([type=checkbox], [type=radio], [type=submit])");

  // In the list: the link of the item that has the focus, or of its neighbour.
  const links = () => [...document.querySelectorAll(".queue h2 a")];
  const at = () => links().indexOf(document.activeElement.closest(".queue-item")?.querySelector("h2 a"));
  const go = (step) => links().at(Math.min(Math.max(at() + step, 0), links().length - 1))?.focus();

  const press = (button) => {
    if (button.matches("summary")) {
      button.parentElement.open = true;
      button.parentElement.querySelector("select, textarea, input:not([type=hidden]), button, a")?.focus();
    } else if (button.matches(".verdict:not(.chosen)")) {
      button.dispatchEvent(new CustomEvent("desk:choose", { bubbles: true }));
    } else {
      button.click();
    }
  };

  const perform = (action) => {
    if (action === "help") help.showModal();
    else if (action === "down") go(1);
    else if (action === "up") go(-1);
    else if (action === "open") links().at(Math.max(at(), 0))?.click();
    else {
      const buttons = [...document.querySelectorAll(`[data-action="${action}"]`)];
      const button = buttons.find((each) => each.checkVisibility());
      if (button) press(button);
    }
  };

  if (map) {
    print(document);
    document.addEventListener("desk:shown", (event) => print(event.target));
    document.addEventListener("click", (event) => {
      if (!event.target.closest('[data-action="help"]') || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      help.showModal();
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.repeat || help.open || typing(event.target)) return;
      const action = actionOf.get(event.key);
      if (!action) return;
      event.preventDefault();
      perform(action);
    });
  }
}
