"""What the READMEs say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator import cli

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def blocks(readme: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
class TestReadme:
    def test_its_template_renders(self, readme, tmp_path):
        (tmp_path / "read.md.j2").write_text(blocks(readme, "jinja")[0], "utf-8")
        template = generator.load_template("read", [tmp_path])
        speech = template.render({"单位名称": "云溪县", "书名": "《乡土中国》", "领读人": ["王敏", "李强"]})
        assert [section.heading for section in speech.sections] == ["先把书读完", "再把书用上"]
        assert speech.sections[1].body[0].endswith("下一次由王敏和李强领读。")

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


def test_the_python_example_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    exec(blocks(READMES[0], "python")[0], {})
    assert (tmp_path / "draft.docx").stat().st_size > 5000
