"""What the READMEs say is so."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest

import generator
from generator import cli
from generator.template.catalogue import list_templates
from generator.word.reader import read_any_docx

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def blocks(readme: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)


def commands(block: str) -> list[tuple[str, str]]:
    """The commands typed in a block, each with what is printed."""
    parts = (part.partition("\n") for part in block.removeprefix("$ ").split("\n$ "))
    return [(command, printed) for command, _, printed in parts]


def follow(command, printed, readme, run, folder):
    """Does what a guide says: types a command and compares, or first edits the template."""
    program, *arguments = shlex.split(command)
    if program == "mkdir":
        (folder / arguments[0]).mkdir()
        return
    if arguments[0] == "check":
        edit(folder / arguments[1], blocks(readme, "jinja")[0])
    outcome = run(*arguments)
    assert outcome.status == 0, outcome.err
    assert outcome.out.startswith(printed)


def pattern(printed):
    """What a command has to print: what is shown, with anything in the place of a line of dots."""
    return "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line + "\n") for line in printed.splitlines()
    )


def reword(draft, old, new):
    """Edits a draft as somebody does in Word."""
    document = docx.Document(str(draft))
    (run,) = [run for one in document.paragraphs for run in one.runs if old in run.text]
    run.text = run.text.replace(old, new)
    document.save(str(draft))


def edit(path, block):
    """Puts `block` in the place of the block of that name."""
    source = path.read_text("utf-8")
    start = source.index(block.split("\n")[0])
    end = source.index("{% endblock %}\n", start) + len("{% endblock %}\n")
    path.write_text(source[:start] + block + source[end:], "utf-8")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
class TestReadme:
    def test_its_template_renders(self, readme, tmp_path):
        (tmp_path / "read.md.j2").write_text(blocks(readme, "jinja")[-1], "utf-8")
        template = generator.load_template("read", [tmp_path])
        speech = template.render({"单位名称": "云溪县", "书名": "《乡土中国》", "领读人": ["王敏", "李强"]})
        assert [section.heading for section in speech.sections] == ["先把书读完", "再把书用上"]
        assert speech.sections[1].paragraphs[0].endswith("下一次由王敏和李强领读。")
        without = template.render({"单位名称": "云溪县", "书名": "《乡土中国》"})
        assert without.sections[1].paragraphs[0].endswith("下一次谁来领读，散会以前定下来。")

    def test_its_guide_from_an_old_speech_to_a_template_can_be_followed(self, readme, run, folder):
        old, *_ = (block for block in blocks(readme, "text") if block.startswith("在全县秸秆禁烧"))
        (folder / "旧稿.txt").write_text(old, "utf-8")
        for block in blocks(readme, "console"):
            for command, printed in commands(block) if "burning" in block else ():
                follow(command, printed, readme, run, folder)
        template = generator.load_template("burning", [folder / "templates"])
        points = {
            length: [len(one.body) for one in template.render({"length": length}).sections]
            for length in ("short", "standard", "long")
        }
        assert points == {"short": [1, 2], "standard": [2, 2], "long": [2, 3]}
        assert (folder / "短稿.docx").exists()

    def test_its_examples_print_what_they_show(self, readme, run, folder):
        (folder / "samples").mkdir()
        for name in ("county.yaml", "roster-40.csv"):
            shutil.copy(ROOT / "samples" / name, folder / "samples")
        examples = [block for block in blocks(readme, "console") if "burning" not in block]
        for command, printed in (example for block in examples for example in commands(block)):
            if " update " in command:
                reword(folder / "draft.docx", "2026年4月10日前", "五一节前")
            outcome = run(*shlex.split(command)[1:])
            assert re.match(pattern(printed), outcome.out + outcome.err), outcome.out + outcome.err
        assert len(list((folder / "讲稿").glob("*.docx")) or list((folder / "drafts").glob("*.docx"))) == 40

    def test_its_python_examples_run(self, readme, folder):
        exec("\n".join(blocks(readme, "python")), {})
        assert (folder / "draft.docx").stat().st_size > 5000
        goes_on = read_any_docx((folder / "draft-2.docx").read_bytes()).speech
        assert goes_on.closing[-1].startswith("散会以后")

    def test_it_names_every_command(self, readme):
        text = readme.read_text("utf-8")
        assert [name for name in cli.COMMANDS if f"`speechgen {name}" not in text] == []

    def test_its_pictures_are_there(self, readme):
        pictures = re.findall(r'src="([^"]+)"', readme.read_text("utf-8"))
        assert pictures
        assert [path for path in pictures if not (ROOT / path).is_file()] == []

    def test_its_links_lead_somewhere(self, readme):
        links = re.findall(r"\]\(([^)#:]+)\)", readme.read_text("utf-8"))
        assert [path for path in links if not (ROOT / path).exists()] == []


def test_both_start_with_the_same_commands():
    english, chinese = (blocks(readme, "sh")[:2] for readme in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_gallery_shows_every_template(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    gallery = text.split("<!-- gallery -->")[1].split("<!-- /gallery -->")[0]
    for summary in list_templates():
        assert f"<code>{summary.name}</code>" in gallery
        assert summary.title in gallery
    for path in re.findall(r'(?:src|href)="([^"]+)"', gallery):
        assert (ROOT / path).is_file()
