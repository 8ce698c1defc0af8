"use strict";
// Small comforts. Every page works without them.

const words = (count, one, many) => `${count} ${count === 1 ? one : many}`;

// The summary of errors, a conflict or a preview is where reading goes on.
document.querySelector(".error-summary, #conflict, .emergency-card, #preview")?.focus();

// Signing out gives the browser another `visit` (accounts.views.sign_out). A page that Back brings
// from before it, with what somebody typed, is opened afresh for whoever sits here now.
const visit = () => /(?:^|; )visit=([^;]*)/.exec(document.cookie)?.[1] ?? "";
const opened = visit();
addEventListener("pageshow", (event) => {
  const begun = event.persisted ? opened : history.state?.visit ?? opened;
  history.replaceState({ ...history.state, visit: visit() }, "");
  if (begun === visit()) return;
  document.body.hidden = true;
  location.replace(location.pathname + location.search);
});

// The size of the letters changes at once, so that words typed on this page stay in their fields.
document.querySelector(".text-size")?.addEventListener("submit", (event) => {
  const form = event.currentTarget;
  const size = event.submitter?.value;
  if (!size) return;
  event.preventDefault();
  document.documentElement.dataset.textSize = size;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === size));
  }
  const data = new URLSearchParams(new FormData(form));
  data.set("size", size);
  fetch(form.action, { method: "POST", body: data, redirect: "manual" });
});

// A button that folds the replies under a post.
for (const list of document.querySelectorAll("ol.replies")) {
  const actions = list.parentElement.querySelector(":scope > article .post-actions");
  if (!actions) continue;
  const count = words(list.querySelectorAll("article").length, "reply", "replies");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet collapse";
  button.setAttribute("aria-controls", list.id);
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = ` to ${list.dataset.name}`;
  const show = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.replaceChildren(`${open ? "Hide" : "Show"} ${count}`, name);
  };
  button.addEventListener("click", () => show(list.hidden));
  show(true);
  actions.append(button);
}

// Questions that are like the one being typed.
const place = document.querySelector("[data-similar]");
if (place) {
  const title = document.getElementById("id_title");
  let pause;
  title.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      if (title.value.trim().length < 8) return;
      // In the body, not in the address, which servers log: people type anything into a title.
      const body = new URLSearchParams({ title: title.value });
      body.set("csrfmiddlewaretoken", title.form.elements.csrfmiddlewaretoken.value);
      const answer = await fetch(place.dataset.similar, { method: "POST", body });
      if (answer.ok) place.innerHTML = await answer.text();
    }, 500);
  });
}

// A form that was sent is not sent a second time by a double click. The desk's look after theirs.
for (const form of document.querySelectorAll('form[method="post"]:not(.text-size, [data-decide], [data-undo])')) {
  let sent = 0;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sent < 3000 && sent) event.preventDefault();
    else sent = event.timeStamp;
  });
}
// A printed page holds the notes and sources as well.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details")) part.open = true;
});

// How many letters are left, told only near the limit.
const tellLeft = (field) => {
  let line = field.nextElementSibling;
  if (!line?.matches(".counter")) {
    line = document.createElement("p");
    line.className = "hint counter";
    line.setAttribute("role", "status");
    field.after(line);
  }
  const limit = Number(field.dataset.limit);
  const left = limit - [...field.value].length;
  if (left > limit / 10) line.textContent = "";
  else if (left >= 0) line.textContent = `${words(left, "letter", "letters")} left`;
  else line.textContent = `${words(-left, "letter", "letters")} too many`;
};
for (const field of document.querySelectorAll("[data-limit]")) tellLeft(field);
document.addEventListener("input", (event) => {
  if (event.target.dataset.limit) tellLeft(event.target);
});
