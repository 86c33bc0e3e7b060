package lamina.ui.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.model.ModelSummary.Role;

/** Takes what runs have made into the window, and out of it. */
public interface RunModels {
  /**
   * Takes a model into use.
   *
   * @param role that it shall stand for; its own where empty
   */
  void use(Path model, Optional<Role> role);

  /**
   * Shows models beside each other: of two the first as teacher, the second as student; a single
   * one as student, beside the teacher in use.
   */
  void compare(List<Path> models);

  /**
   * A model isn't there any more; what stood in its place before stands there again.
   *
   * @return what lets it stand where it stood, once it is back
   */
  Runnable gone(Path model);
}
