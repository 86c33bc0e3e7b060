"""Writes docs/students.md: what students keep of their teachers and how much faster they answer, by task and language.
Prints the summary that docs/measurements.md holds.

Usage: python3 models/make_student_tables.py, after recipe/student_table.sh of every task and, on an idle machine,
  ./lamina bench --task TASK --models teacher,student --lang all --rounds N --out FOLDER
whose latency.json is kept as docs/student-latency/TASK.json.
"""
import json
import pathlib
import subprocess

from make_cards import floor

ROOT = pathlib.Path(__file__).resolve().parent.parent
TASKS = {"pos": "POS", "ner": "NER", "xnli": "XNLI", "pawsx": "PAWS-X"}
METRICS = {"pos": "UPOS accuracy", "ner": "entity F1 (iob2-strict)", "xnli": "accuracy", "pawsx": "accuracy"}
CONDITIONS = {
    "teacher": "teacher, fused with layer 6",
    "teacher-unfused": "teacher, last layer alone",
    "student": "student of the fused teacher, gates as a target too",
    "student-without-gates": "the same without gates as a target",
    "student-of-unfused": "student of the teacher without fusion",
    "no-teacher": "six layers without a teacher",
}
COLUMNS = {"student": "student", "student-of-unfused": "of unfused teacher", "no-teacher": "without a teacher"}
HEAD = """# Students and their teachers

Written by `models/make_student_tables.py`; nothing here is typed by hand. Teachers have the 12 layers of `models/base`, students every second one; all were
fine-tuned on English alone, three seeds each, by `models/recipe/student_table.sh TASK`. Scores are in per cent, on the test sentences of `sample-data/`;
brackets hold 95 % intervals over seeds and sentences (`docs/decisions/008-few-seeds-take-students-t.md`). *Keeps* is a score by that of the fused teacher.
p (Holm) is corrected over the rows of its table. *Fused teacher*: the students' teacher was trained by an earlier release that dropped two settings of the recipe,
so that it has the paper's fusion at every layer at once (`sample-data/experiments/README.md`); the rows *teacher* are runs as the recipe says.
A task's floor is kept by any student, so read it before the share. Where the share's interval is wide, seeds differ or the teacher's score is low.

*Faster* is the median time of the bundled teacher by that of the bundled student on the same sentences, one at a time, both in the engine `scripted`; students of
the tables have the same shape. It says nothing about another machine.
"""


def report(folder, baseline):
    """What `lamina report` says of a sweep's results beside a condition, by condition."""
    command = [ROOT / "lamina", "report", folder, "--baseline", baseline, "--kept", "--languages", "--json"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {row["condition"]: row for row in json.loads(said)["conditions"]}


def bounds(low, high, digits=1):
    return f"[{low:.{digits}f}, {high:.{digits}f}]"


def gain(row, sign=1):
    low, high = sorted((sign * row["gainLow"], sign * row["gainHigh"]))
    return f"{100 * sign * row['gain']:+.2f} [{100 * low:+.2f}, {100 * high:+.2f}]"


def p_value(p):
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def holm(p):
    """p values by key, corrected over just these (Holm, 1979): those that are shown together."""
    corrected, highest = {}, 0
    for rank, key in enumerate(sorted(p, key=p.get)):
        highest = max(highest, min(1, p[key] * (len(p) - rank)))
        corrected[key] = highest
    return corrected


def score(row):
    return f"{100 * row['test']:.1f} {bounds(100 * row['low'], 100 * row['high'])}"


def kept(row):
    return f"{100 * row['kept']:.1f} {bounds(100 * row['keptLow'], 100 * row['keptHigh'])}"


def faster(latency):
    ratio = latency["fasterThanFirst"]
    return f"{ratio['value']:.2f} {bounds(ratio['low'], ratio['high'], 2)}"


def table(titles, rows):
    lines = [titles, ["---"] + ["---:"] * (len(titles) - 1), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def conditions(by):
    rows = []
    for key in (key for key in CONDITIONS if key in by):
        row, name = by[key], CONDITIONS[key]
        compared = [] if key == "teacher" else [gain(row), p_value(row["pHolm"]), kept(row)]
        rows.append([name, score(row), f"{100 * row['dev']:.1f}",
                     *(compared or [""] * 3), f"{row['parameters']:,}", f"{row['parametersWithoutEmbeddings']:,}"])
    return table(["", "test, mean without English", "English dev", "by the teacher, points", "p (Holm)", "keeps, %", "parameters",
                  "without embeddings"], rows)


def worth(by):
    """What a teacher, its fusion and gates as a target add to a student, in words."""
    parts = {"no-teacher": "a teacher", "student-of-unfused": "fusion in the teacher", "student-without-gates": "gates as a target"}
    parts = {key: part for key, part in parts.items() if key in by}
    p = holm({key: by[key]["p"] for key in parts})
    added = (f"{part} {gain(by[key], -1)} points (p {p_value(p[key])})" for key, part in parts.items())
    return f"What adds to the student of the fused teacher: {', '.join(added)}; p after Holm over these {len(parts)}.\n"


def languages(by, speed):
    rows = []
    for code in by["teacher"]["languages"]:
        teacher = by["teacher"]["languages"][code]
        timed = speed["byLanguage"].get(code)
        rows.append([f"`{code}`", str(teacher["n"]), f"{100 * teacher['test']:.1f}",
                     *(kept(by[key]["languages"][code]) for key in COLUMNS), faster(timed) if timed else ""])
    return table(["", "n", "teacher", *(f"{name} keeps, %" for name in COLUMNS.values()), "student faster"], rows)


def results(task):
    return pathlib.Path("sample-data/experiments") / f"{task}-students"


def measured(task):
    """A bench's results of teacher and student, and the conditions it ran under."""
    latency = json.loads((ROOT / "docs/student-latency" / f"{task}.json").read_text(encoding="utf-8"))
    return *latency["results"], latency["conditions"]


def section(task, by):
    teacher, student, c = measured(task)
    offline = student["offline"]["sentencesPerSecond"]["value"] / teacher["offline"]["sentencesPerSecond"]["value"]
    return "\n".join([
        f"## {TASKS[task]}, {METRICS[task]}\n",
        floor(task) + "\n",
        conditions(by),
        worth(report(results(task), "student")),
        f"The student answers {faster(student['singleStream'])} times as fast as its teacher (median of {student['singleStream']['n']}"
        f" inputs), {offline:.2f} times in batches: {c['threads']} threads, {c['precision']}, {c['device']}, {c['engine']}.\n",
        languages(by, student)])


def summary(reports):
    """A column a task: the fused teacher's score, what the others keep of it, and how much faster the student is."""
    rows = []
    for key, name in CONDITIONS.items():
        what, say = (", score", score) if key == "teacher" else (", keeps %", kept)
        rows.append([name + what, *(say(by[key]) if key in by else "" for by in reports.values())])
    rows.append(["student faster, times", *(faster(measured(task)[1]["singleStream"]) for task in reports)])
    return table(["mean without English", *(f"{TASKS[task]}, {METRICS[task]}" for task in reports)], rows)


def main():
    reports = {task: report(results(task), "teacher") for task in TASKS if (ROOT / results(task)).is_dir()}
    text = "\n".join([HEAD, *(section(task, by) for task, by in reports.items())])
    (ROOT / "docs/students.md").write_text(text, encoding="utf-8")
    print(summary(reports), end="")


if __name__ == "__main__":
    main()
