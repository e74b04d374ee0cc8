"""speechgen: drafts speeches (讲话稿) from templates and a unit's details.

The public interface is `load_template`, `Template.render`, `Speech`, `Section` and `write`.
"""

__version__ = "0.1.0"
