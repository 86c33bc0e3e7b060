package lamina.app.window;

import java.nio.file.Path;
import java.util.Optional;
import lamina.ui.control.SaveDialog;

/**
 * Where nobody can be asked and everything is saved in one folder.
 *
 * @param folder that exists
 */
public record FolderDialogs(Path folder) implements SaveDialog {
  @Override
  public Optional<Path> save(String suggestion) {
    return Optional.of(folder.resolve(suggestion));
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> directory() {
    return Optional.of(folder);
  }
}
