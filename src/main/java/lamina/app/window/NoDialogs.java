package lamina.app.window;

import java.nio.file.Path;
import java.util.Optional;
import lamina.ui.control.SaveDialog;

/** Where nobody can be asked. */
public record NoDialogs() implements SaveDialog {
  @Override
  public Optional<Path> save(String suggestion) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> directory() {
    return Optional.empty();
  }
}
