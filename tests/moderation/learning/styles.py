"""Three ways of speaking that triage wasn't trained on, as generators of labelled replies.

Each reply is put together from patterns and words at random, by a seed, so that any number can be
had. The patterns come in pairs that differ only in who is told to do it: what is learned can't be
a list of words alone. `TEXTING` was in view while the steps of learning were chosen; `JARGON` and
`SECOND_LANGUAGE` were not.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from moderation.triage.corpus import Reply


@dataclass(frozen=True)
class Style:
    """Patterns of advice and of the rest, what stands around them, and the words in the braces."""

    name: str
    parents: Sequence[str]
    advice: Sequence[str]
    rest: Sequence[str]
    openers: Sequence[str]
    closers: Sequence[str]
    words: Mapping[str, Sequence[str]]


def replies(style: Style, count: int, *, seed: int) -> list[Reply]:
    """Return `count` different replies in a style, about two in five of them advice."""
    found: dict[str, Reply] = {}
    for reply in _endless(style, random.Random(seed)):
        found.setdefault(reply.text, reply)
        if len(found) == count:
            break
    return list(found.values())


def halves(style: Style, *, seed: int) -> tuple[Style, Style]:
    """Return the style with two thirds of its patterns, and with the others."""
    pick = random.Random(seed)
    advice = pick.sample(style.advice, len(style.advice))
    rest = pick.sample(style.rest, len(style.rest))
    here, there = len(advice) * 2 // 3, len(rest) * 2 // 3
    return (
        replace(style, advice=advice[:here], rest=rest[:there]),
        replace(style, advice=advice[here:], rest=rest[there:]),
    )


def _endless(style: Style, pick: random.Random) -> Iterator[Reply]:
    number = 0
    while True:
        number += 1
        advises = pick.random() < 0.4
        core = pick.choice(style.advice if advises else style.rest)
        around = [
            pick.choice(style.openers) if pick.random() < 0.4 else "",
            core,
            pick.choice(style.closers) if pick.random() < 0.4 else "",
        ]
        text = " ".join(part for part in around if part)
        parent = _filled(pick.choice(style.parents), style, pick)
        name = f"{style.name}-{number}"
        yield Reply(name, parent, _filled(text, style, pick), 2 if advises else 0, "generated")


def _filled(text: str, style: Style, pick: random.Random) -> str:
    for slot, words in style.words.items():
        while "{" + slot + "}" in text:
            text = text.replace("{" + slot + "}", pick.choice(words), 1)
    return text


TEXTING = Style(
    name="texting",
    parents=[
        "any1 else on {med}? feelin {bad} on it",
        "{bad} all day since {med}. wot did u lot do",
        "gp put me on {med} yest",
        "bk from hosp w {med}. fed up",
    ],
    advice=[
        "{bin} th {med} m8",
        "{bin} it 4 a {while} n c",
        "nah u wanna {bin} tht {med}",
        "defo {bin} urs b4 bed",
        "jus {cut} it 2 half n ull b ok",
        "{cut} ur {med} 2 1 a day hun",
        "get sum {supp} down u, sorts it",
        "{supp} n u wont need th {med}",
        "swerve th gp w tht, waste of time",
        "no need 2 bother th doc, its nowt",
        "dbl ur {med} til it settles",
        "{supp} morn n nite, trust me",
        "ud b daft 2 stay on {med}",
        "mix it w {supp}, safe as",
        "its ur {organ} playin up, leave off th {med}",
    ],
    rest=[
        "{binned} mine 4 a {while}, went bk on",
        "doc {binned} my {med} in {month}",
        "{binned} it b4 bed, was {bad} tho",
        "gp {cutted} mine 2 half",
        "{cutted} my {med} 2 1 a day, nurse said so",
        "had sum {supp}, did nowt 4 me",
        "im on {supp} n {med} both",
        "rang th gp w mine, waste of a morn",
        "doc dbld my {med} til {month}",
        "tht {med} made me {bad} 2",
        "was {bad} til {month} then it went",
        "u on th {med} 10 or 20?",
        "did u c th gp yet hun",
        "wots {supp} do then",
        "ask ur pharmacist m8, they r gud",
        "ring 111 if its bad hun",
        "ty hun, big hugs",
        "thinkin of u, {med} is no fun",
        "my {organ} playd up 4 a {while} 2",
    ],
    openers=["aw hun.", "lol.", "omg same.", "hiya.", "soz 2 hear.", "ikr."],
    closers=["x", "xx", "hth", "imo", "gl m8", "jus sayin"],
    words={
        "med": ["statin", "metf", "amlo", "ramip", "omep", "gaba", "sert", "pred", "thyrox", "bb"],
        "bin": ["bin", "sack off", "ditch", "knock off", "lose", "swerve"],
        "binned": ["binned", "sacked off", "ditched", "knocked off", "lost", "swerved"],
        "cut": ["cut", "drop", "knock", "chop"],
        "cutted": ["cut", "dropd", "knockd", "chopd"],
        "while": ["wk", "fortnite", "mnth", "few days"],
        "bad": ["ruff", "manky", "sicky", "wobbly", "wiped"],
        "supp": ["mag", "turmric", "b12", "acv", "cbd", "vit c", "ginger"],
        "organ": ["gallbladder", "thyroid", "liver", "gut"],
        "month": ["jan", "may", "sept", "dec"],
    },
)

JARGON = Style(
    name="jargon",
    parents=[
        "My {lab} came back {level}. On {dose} of {med}.",
        "{lab} {level} again, feeling {bad}. Any thoughts?",
        "Endo kept me on {dose} {med} though {lab} is {level}.",
        "Six weeks in on {med}, {bad} by noon.",
    ],
    advice=[
        "Time to bump the {med} by {step}.",
        "I'd bump {med} by {step} and retest in six.",
        "Shave {step} off your {med}, split the rest.",
        "Ditch {med}, go {alt}.",
        "{alt} beats {med} for anyone who is {bad}.",
        "Poor converter. Add {alt}.",
        "With {lab} {level} you're overmedicated, shave {step} off.",
        "Classic pooling, your {cofactor} is low.",
        "Load {cofactor} before the next bump.",
        "Skip the morning {med} ahead of labs and multi-dose after.",
        "Ignore the range, aim for {lab} {level}.",
        "Endos only dose by {lab}, self-source {alt}.",
        "{cofactor} up, {med} down by {step}, simple.",
        "Never stay on {med} with {lab} {level}.",
        "Circadian dosing, {dose} at four in the morning, fixes {bad}.",
    ],
    rest=[
        "My endo bumped the {med} by {step}.",
        "I bumped {med} by {step} and retested in six.",
        "Shaved {step} off my {med} last spring, split the rest.",
        "Ditched {med}, went {alt}, went back.",
        "{alt} against {med}: I was {bad} on both.",
        "Was told poor converter here, {alt} was added.",
        "With {lab} {level} mine said overmedicated and shaved {step} off.",
        "Mine was pooling, {cofactor} was low.",
        "I loaded {cofactor} before my last bump.",
        "What is your {cofactor}, and when were labs?",
        "Which lab runs {lab} on a Saturday?",
        "My {lab} was {level} at the last draw.",
        "Take the {lab} printout to your endo.",
        "The range for {lab} changed in the spring, it says.",
        "{dose} here for four years, {lab} {level}.",
        "Still {bad} at {dose}, seeing the endo on Friday.",
        "Hugs, {bad} is no fun.",
        "Thanks, I had no idea {lab} could be {level}.",
        "Is multi-dosing a thing on {med}?",
    ],
    openers=["Hmm.", "Fellow Hashi here.", "Been there.", "Welcome.", "Same boat."],
    closers=["Just my two pence.", "Good luck.", "Hashi for ten years.", "Keep us posted."],
    words={
        "med": ["levo", "Synth", "Euthy", "Levox", "generic levo", "Tiro"],
        "alt": ["NDT", "T3", "lio", "Armour", "a T4/T3 combo", "desiccated"],
        "lab": ["TSH", "FT3", "FT4", "RT3", "TPO"],
        "level": ["suppressed", "top of range", "bottom of range", "at 6", "over range", "at 0.02"],
        "dose": ["a grain", "two grains", "75", "100", "125", "half a grain"],
        "step": ["12.5", "25", "a quarter grain", "half a grain"],
        "cofactor": ["ferritin", "cortisol", "selenium", "iron", "D3", "B12"],
        "bad": ["foggy", "wired", "flat", "palpy", "cold"],
    },
)

SECOND_LANGUAGE = Style(
    name="second language",
    parents=[
        "Since {days} I am having {bad}. Doctor has given {med}.",
        "My mother is having {bad}, {med} is going on since {days}.",
        "{med} is not suiting me, {bad} is coming daily.",
        "Reports have come, they started {med}.",
    ],
    advice=[
        "Kindly do one thing, leave that {med} only.",
        "Better you leave {med} for {days}, body will adjust.",
        "This {med} is not at all required for you.",
        "Daily empty stomach {home} is must.",
        "You give her {home} two times, {bad} will go.",
        "{home} and no need of {med}.",
        "Make it half {med} and see for {days}.",
        "Don't go behind doctors, they only make money.",
        "Start {home}, within {days} you will feel.",
        "It is gas problem only, nothing to check.",
        "{med} along with {home} is not having any problem.",
        "One tablet extra of {med} you can put in night.",
        "Sugar patients should fully avoid {food}.",
        "Put {home} on that place, {bad} will come down.",
        "Stop giving her {food}, from that only {bad} is coming.",
    ],
    rest=[
        "My doctor told do one thing, leave that {med} only.",
        "I left {med} for {days}, body has adjusted.",
        "They told this {med} is not at all required for me.",
        "Daily empty stomach I am having {home}.",
        "My sister gave me {home} two times, {bad} was same.",
        "I was having {home} and {med} both.",
        "Doctor made it half {med} and told to see for {days}.",
        "I went behind three doctors, spent so much money.",
        "I started {home}, {days} are over, not feeling anything.",
        "For me also they told gas problem only.",
        "Which {med} they have given, please tell the name.",
        "Since how many {days} you are having {bad}?",
        "One tablet extra they have put for me in night.",
        "Kindly show to your doctor once.",
        "Please take appointment with specialist, they will guide.",
        "God will make everything fine, don't worry.",
        "I am also fully avoiding {food} since {days}.",
        "Thank you sister, so kind of you.",
        "How your mother is now, {bad} has reduced?",
    ],
    openers=[
        "Dear friend.",
        "Hello sir.",
        "Same thing with me.",
        "Don't take tension.",
        "Yes yes.",
    ],
    closers=["Thanking you.", "God bless.", "All the best.", "This is from my experience."],
    words={
        "med": [
            "BP tablet",
            "sugar tablet",
            "thyroid tablet",
            "gas tablet",
            "pain tablet",
            "Telma",
        ],
        "home": ["jeera water", "methi", "tulsi", "haldi milk", "lauki juice", "amla", "giloy"],
        "food": ["rice", "potato", "curd", "brinjal", "mango"],
        "bad": ["giddiness", "burning", "loose motion", "joint paining", "swelling", "gas"],
        "days": ["two days", "ten days", "one month", "fifteen days"],
    },
)
