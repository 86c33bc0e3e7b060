package lamina.ui.session;

import java.util.Optional;
import java.util.OptionalInt;
import lamina.data.Task;
import lamina.fusion.Variant;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;

/**
 * How the window begins; what is empty is chosen for the person.
 *
 * @param language code
 * @param layer on the teacher's scale
 * @param text in place of a sample sentence
 */
public record WorkbenchSettings(
    Optional<Task> task,
    Optional<String> language,
    Optional<Roles> roles,
    Optional<Variant> variant,
    OptionalInt layer,
    Optional<String> text,
    Optional<PanelKind> panel,
    boolean dark) {
  /** Everything as the program thinks best. */
  public static WorkbenchSettings defaults() {
    return new WorkbenchSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
