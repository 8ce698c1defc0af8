"use strict";
// The desk without waiting: the next review is shown from a store that was fetched ahead, and the
// verdict is sent meanwhile. Without this file the same forms lead from page to page.
{
  const place = document.getElementById("place");
  const recorded = document.getElementById("recorded");
  const trouble = document.getElementById("trouble");
  const AHEAD = 3;
  const RENEW_AFTER = 60_000; // milliseconds between two signs of life of a claim
  const RETRY_AFTER = [1_000, 2_000, 5_000, 10_000]; // milliseconds; the last one again and again

  const ahead = []; // fetched reviews that were not shown yet: {id, html}
  const outbox = []; // what the site has not answered yet, the oldest first
  const missed = []; // verdicts that could not be recorded: {title, why, html}
  const drafts = new Map(); // words typed on reviews that were left: id to {note, source_url}
  const DRAFTS = 20;
  let last = null; // the last verdict sent: {id, words}, so that an undo gives the words back
  let sending = false;
  let showing = null; // the next review on its way to the page after a verdict
  let shownAt = performance.now();
  let renewedAt = 0;
  let chosen = null; // the button of the verdict that one more press gives
  let offered = null; // what the key of a verdict put into the empty note
  let claiming = null; // the answer to the claim of the review on show

  // ---- Small parts ----
  const now = () => document.getElementById("review");
  const barNow = () => document.getElementById("review-bar");
  const isMine = () => Boolean(barNow().querySelector('[data-claim="mine"]'));
  const htmlNow = () => barNow().outerHTML + now().outerHTML;
  const tellShown = (root) => root.dispatchEvent(new CustomEvent("desk:shown", { bubbles: true }));
  const say = (text) => { document.getElementById("said").textContent = text; };
  const partOf = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };
  const ask = (url, body) => fetch(url, {
    method: body ? "POST" : "GET",
    body,
    headers: { "X-Desk": "part" },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(20_000),
  });
  const wordsOf = (root) => ({
    note: root.querySelector("[name=note]")?.value ?? "",
    source_url: root.querySelector("[name=source_url]")?.value ?? "",
  });
  const hasWords = (words) => Object.values(words).some((word) => word.trim());
  const putWords = (words) => {
    for (const [name, value] of Object.entries(words ?? {})) {
      const field = place.querySelector(`[name="${name}"]`);
      if (field && value && !field.value) field.value = value;
    }
  };
  const untouched = () => !chosen && !hasWords(wordsOf(place));
  // What was typed on a review that makes room for another is there again when it comes back.
  const keepWords = () => {
    const { review, sent } = now().dataset;
    if (!review || sent || !hasWords(wordsOf(place))) return;
    drafts.delete(review);
    drafts.set(review, wordsOf(place));
    if (drafts.size > DRAFTS) drafts.delete(drafts.keys().next().value);
  };

  // ---- What is on show ----
  function show(content, { push = true, take = false } = {}) {
    keepWords();
    chosen = offered = null;
    const bar = content.querySelector("#review-bar");
    if (bar) barNow().replaceWith(bar);
    else barNow().replaceChildren();
    place.replaceChildren(content);
    shownAt = performance.now();
    const review = now();
    const again = ahead.findIndex((each) => each.id === review.dataset.review);
    if (again >= 0) ahead.splice(again, 1);
    putWords(drafts.get(review.dataset.review));
    if (push && review.dataset.address) {
      history.pushState({ review: review.dataset.review }, "", review.dataset.address);
    }
    document.title = document.title.replace(/^.*( – )/, `Review: ${review.dataset.title}$1`);
    if (scrollY > 0) scrollTo(0, 0);
    const mark = place.querySelector("#conflict, .error-summary, h1");
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    tellShown(document.body);
    claiming = take ? claim() : null;
    fill();
  }

  async function showNext() {
    if (!ahead.length) await fill();
    const next = ahead.shift();
    if (next) show(partOf(next.html), { take: true });
    else show(document.getElementById(outbox.length ? "wait" : "all-done").content.cloneNode(true), { push: false });
  }

  // ---- Fetched ahead ----
  let filling = null;
  function fill() {
    filling ??= fetchAhead().catch(() => {}).finally(() => { filling = null; });
    return filling;
  }
  async function fetchAhead() {
    if (ahead.length >= AHEAD) return;
    const known = [now().dataset.review, ...outbox.map((each) => each.id), ...ahead.map((each) => each.id)];
    const query = new URLSearchParams(known.filter(Boolean).map((id) => ["but", id]));
    query.set("want", AHEAD - ahead.length);
    const answer = await ask(`${place.dataset.ahead}?${query}`);
    if (!answer.ok) return;
    const { parts } = await answer.json();
    for (const html of parts) {
      ahead.push({ id: partOf(html).querySelector("#review").dataset.review, html });
    }
  }

  // ---- The claim: taken when the next review is shown, or when somebody begins to work on one that
  // they only looked at; renewed while they read ----
  async function claim() {
    const review = now();
    const token = barNow().querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!barNow().querySelector("[data-claim]") || !token) return;
    renewedAt = performance.now();
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...wordsOf(review) });
    let answer;
    try {
      answer = await ask(review.dataset.claimAt, body);
    } catch {
      return; // the verdict itself tells of a lost connection
    }
    if (review !== now()) return;
    if (answer.ok) {
      const { version, bar } = await answer.json();
      if (String(version) !== review.dataset.version) return refresh(review);
      if (!isMine()) {
        barNow().replaceWith(partOf(bar));
        tellShown(barNow());
      }
    } else if (answer.status === 409) {
      const html = await answer.text();
      if (review !== now()) return;
      if (ahead.length && untouched()) {
        say("Somebody else has taken that review.");
        showNext();
      } else {
        show(partOf(html), { push: false });
      }
    }
  }
  async function refresh(review) {
    const answer = await ask(review.dataset.address);
    if (!answer.ok || review !== now()) return;
    show(partOf(await answer.text()), { push: false });
    say("This review changed while you read it. You see how it stands now.");
  }
  function take() {
    if (!isMine()) claiming ??= claim();
  }
  function alive(event) {
    if (performance.now() - renewedAt > RENEW_AFTER && isMine()) claim();
    else if (event.type === "input" && event.target.closest("[data-decide]")) take();
  }
  for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, alive, { passive: true });
  }

  // ---- Sending: one after the other, kept while there is no connection ----
  async function send() {
    if (sending) return;
    sending = true;
    for (let tries = 0; outbox.length;) {
      const item = outbox[0];
      let answer = null;
      item.tried = true;
      try {
        await item.after;
        answer = await ask(item.url, item.body);
        if (answer.status === 403 && !item.renewed) {
          const token = await newToken(item);
          if (token.ok) continue;
          if (token.type === "opaqueredirect") answer = token;
        }
      } catch { /* no connection: as below */ }
      if (answer?.type === "opaqueredirect") {
        tell("signed-out", signedOut());
        break;
      }
      if (!answer || answer.status >= 500 || answer.status === 429) {
        tell("lost", "No connection. Your verdicts are kept on this page and sent when it is back.");
        await new Promise((done) => {
          setTimeout(done, RETRY_AFTER[Math.min(tries++, RETRY_AFTER.length - 1)]);
          addEventListener("online", done, { once: true });
        });
        continue;
      }
      tries = 0;
      outbox.shift();
      await settle(item, answer);
    }
    sending = false;
    if (outbox.length) return;
    if (["lost", "signed-out"].includes(trouble.dataset.kind)) tell("");
    if (!now().dataset.review) showNext();
  }
  async function settle(item, answer) {
    if (answer.status === 204) return; // a skip: nothing to tell
    if (answer.ok) {
      drafts.delete(item.id);
      const { said, left, line } = await answer.json();
      document.getElementById("left").textContent = left;
      if (item.withdrawn) return undo(partOf(line).querySelector("form"), item.words);
      recorded.innerHTML = line;
      tellShown(recorded);
      await showing; // a verdict may be answered before the next review is there to be named
      const next = now();
      say(`${said} ${next.dataset.review && next.dataset.review !== item.id ? `Next: ${next.dataset.title}.` : ""}`);
      return;
    }
    if (!outbox.length) recorded.replaceChildren();
    const text = await answer.text();
    const content = partOf(text);
    const why = content.querySelector("#conflict strong, .error-summary li, main p")?.textContent;
    missed.push({ title: item.title, why: why ?? "", html: content.querySelector("#review") ? text : null });
    tellMissed();
  }
  // The token of a form is made anew when somebody signs in again in another tab.
  async function newToken(item) {
    const answer = await ask(item.address);
    if (!answer.ok) return answer;
    const token = partOf(await answer.text()).querySelector("[name=csrfmiddlewaretoken]")?.value;
    item.renewed = true;
    for (const each of outbox) each.body.set("csrfmiddlewaretoken", token);
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    ahead.length = 0;
    return answer;
  }

  // ---- What went wrong is told once ----
  function tell(kind, ...content) {
    if (kind && kind === trouble.dataset.kind) return;
    trouble.dataset.kind = kind;
    trouble.hidden = !kind;
    const line = document.createElement("p");
    line.append(...content);
    trouble.replaceChildren(line);
  }
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button second";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
  function signedOut() {
    const way = document.createElement("a");
    way.href = place.dataset.signIn;
    way.target = "_blank";
    way.textContent = "Sign in in a new tab";
    const line = document.createElement("span");
    line.append("You are signed out. Your verdicts are kept on this page. ", way, ", then press ", button("Send them", send));
    return line;
  }
  function tellMissed() {
    const [first] = missed;
    if (!first) return tell("");
    const line = document.createElement("span");
    line.append(`Not recorded: “${first.title}”. ${first.why} `);
    line.append(button(first.html ? "Look at it" : "Close", () => {
      missed.shift();
      if (first.html) {
        keepForLater();
        show(partOf(first.html));
      }
      tellMissed();
    }));
    trouble.dataset.kind = "";
    tell("missed", line);
  }
  // The review on show comes next again when another one is put in front of it.
  function keepForLater() {
    const review = now();
    if (review.dataset.review) {
      ahead.unshift({ id: review.dataset.review, html: htmlNow() });
      ahead.length = Math.min(ahead.length, AHEAD);
    }
  }

  // ---- Choosing a verdict and giving it ----
  function choose(verdict, offer = false) {
    forget();
    take();
    chosen = verdict;
    verdict.classList.add("chosen");
    const needsNote = "needsNote" in verdict.dataset;
    const how = needsNote
      ? "Chosen. Write your note, then press Ctrl and Enter, or press here."
      : "Chosen. Press once more to give it. Escape takes it back.";
    const effect = verdict.querySelector(".effect");
    verdict.dataset.effect = effect.textContent;
    effect.textContent = how;
    say(`${verdict.dataset.label}. ${how}`);
    if (!needsNote) return verdict.focus();
    if (offer) offerNotes(verdict.value);
    place.querySelector("[name=note]").focus();
  }
  function forget() {
    if (!chosen) return;
    chosen.classList.remove("chosen");
    chosen.querySelector(".effect").textContent = chosen.dataset.effect;
    chosen = null;
    withdrawOffer();
    const list = place.querySelector(".ready-notes");
    list.open = false;
    for (const part of list.querySelectorAll("section")) part.hidden = false;
    list.querySelector(".how").hidden = true;
  }
  function decide(form, verdict) {
    const body = new URLSearchParams(new FormData(form, verdict));
    const review = now();
    if (review.dataset.sent) return;
    const html = htmlNow();
    take();
    review.dataset.sent = "yes";
    last = { id: review.dataset.review, words: wordsOf(form) };
    outbox.push({
      ...last,
      url: form.action,
      body,
      title: review.dataset.title,
      html,
      address: review.dataset.address,
      after: claiming,
    });
    const waiting = document.createElement("p");
    waiting.textContent = `Sending: ${verdict.dataset.label.toLowerCase()}.`;
    const back = button("Undo", takeBack);
    back.className = "quiet";
    back.dataset.action = "undo";
    recorded.replaceChildren(waiting, back);
    tellShown(recorded);
    showing = showNext();
    send();
  }

  function skip(form) {
    const { review: id, title, address } = now().dataset;
    outbox.push({ id, title, address, url: form.action, body: new URLSearchParams(new FormData(form)) });
    showNext();
    send();
  }

  // ---- Ready-made notes ----
  function offerNotes(verdict) {
    const list = place.querySelector(".ready-notes");
    const buttons = list.querySelectorAll(`[data-for="${verdict}"] [name=ready]`);
    if (!buttons.length) return;
    const note = place.querySelector("[name=note]");
    if (!note.value.trim()) {
      putIn(buttons[0]);
      offered = { note: note.value, source: buttons[0].dataset.source };
    }

    for (const part of list.querySelectorAll("section")) part.hidden = part.dataset.for !== verdict;
    const how = list.querySelector(".how");
    how.textContent = "The first one is in your note. Ctrl and Enter gives the verdict, Escape takes it back.";
    how.hidden = false;
    list.open = buttons.length > 1;
  }
  // A note that nobody wrote or changed goes with the verdict that it was offered for.
  function withdrawOffer() {
    const note = place.querySelector("[name=note]");
    const source = place.querySelector("[name=source_url]");
    if (offered && note?.value === offered.note) {
      note.value = "";
      if (source.value === offered.source) source.value = "";
    }
    offered = null;
  }
  function putIn(ready) {
    const text = ready.closest("li").querySelector("p").textContent;
    const note = place.querySelector("[name=note]");
    const source = place.querySelector("[name=source_url]");
    withdrawOffer();
    const typed = note.value.trimEnd();
    if (!typed.includes(text)) note.value = typed ? `${typed}\n\n${text}` : text;
    source.value ||= ready.dataset.source;
    ready.closest("details").open = false;
    note.focus();
    note.setSelectionRange(note.value.length, note.value.length);
  }

  // ---- Undo ----
  async function undo(form, words) {
    const answer = await ask(form.action, new URLSearchParams(new FormData(form))).catch(() => null);
    if (!answer) return tell("undo", "No connection. Nothing was undone. Press Undo again.");
    const content = partOf(await answer.text());
    if (!content.querySelector("#review")) return tell("undo", "Nothing was undone. Open the review from the list.");
    tell("");
    recorded.replaceChildren();
    keepForLater();
    show(content);
    if (answer.ok) {
      putWords(words);
      say("Undone. The review waits again.");
    }
  }
  // Undo before the site has answered: what was not sent yet is not sent at all.
  function takeBack() {
    const item = outbox.at(-1);
    if (!item) return;
    if (item.tried) {
      item.withdrawn = true;
      say("It is taken back as soon as the site answers.");
      return;
    }
    outbox.pop();
    recorded.replaceChildren();
    keepForLater();
    show(partOf(item.html));
    putWords(item.words);
    say("Taken back. Nothing was sent.");
  }

  // ---- Events ----
  // A press that began before the review was shown was meant for the one before it, and so was
  // every further press of the same double click.
  let began = -1;
  addEventListener("mousedown", (event) => {
    if (event.detail <= 1) began = event.timeStamp;
    // It takes no focus either.
    else if (began < shownAt && event.target.closest("#place")) event.preventDefault();
  }, { capture: true });
  addEventListener("click", (event) => {
    if (event.detail > 0 && began < shownAt && event.target.closest("#place button")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.matches("[data-undo]")) {
      event.preventDefault();
      undo(form, form.action.includes(`/${last?.id}/`) ? last.words : null);
    } else if (form.matches("[data-skip]")) {
      event.preventDefault();
      skip(form);
    } else if (event.submitter?.name === "ready") {
      event.preventDefault();
      putIn(event.submitter);
    } else if (form.matches("[data-decide]") && event.submitter?.name === "verdict") {
      const verdict = event.submitter;
      if (chosen && chosen !== verdict) forget();
      if ("needsNote" in verdict.dataset && !form.elements.note.value.trim()) {
        event.preventDefault();
        choose(verdict);
      } else if (form.elements.source_url.checkValidity()) {
        event.preventDefault();
        decide(form, verdict);
      }
    }
  });
  document.addEventListener("desk:choose", (event) => choose(event.target, true));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("#place")) {
      if (chosen) say("No verdict is chosen.");
      forget();
      place.querySelector("h1").focus({ preventScroll: true }); // where the keys work
    } else if (event.key === "Enter" && event.ctrlKey && event.target.matches("[name=note], [name=source_url]")) {
      event.preventDefault();
      if (chosen) chosen.click();
      else say("Choose a verdict first.");
    }
  });
  addEventListener("popstate", async () => {
    const answer = await ask(location.pathname).catch(() => null);
    if (answer?.ok) show(partOf(await answer.text()), { push: false });
    else location.reload();
  });
  addEventListener("beforeunload", (event) => {
    if (outbox.length) event.preventDefault();
  });

  document.documentElement.classList.add("scripted");
  history.replaceState({ review: now().dataset.review }, "");
  place.querySelector("#conflict, .error-summary") || place.querySelector("h1").focus({ preventScroll: true });
  fill();
}
