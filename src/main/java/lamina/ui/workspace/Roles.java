package lamina.ui.workspace;

import java.util.List;
import lamina.model.ModelSummary.Role;

/** Whose results the window shows. */
public enum Roles {
  TEACHER(List.of(Role.TEACHER)),
  STUDENT(List.of(Role.STUDENT)),
  BOTH(List.of(Role.TEACHER, Role.STUDENT));

  private final List<Role> shown;

  Roles(List<Role> shown) {
    this.shown = shown;
  }

  /** A role alone. */
  public static Roles only(Role role) {
    return role == Role.TEACHER ? TEACHER : STUDENT;
  }

  /** The roles that are shown, teacher first. */
  public List<Role> shown() {
    return shown;
  }
}
