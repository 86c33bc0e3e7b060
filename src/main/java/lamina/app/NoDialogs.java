package lamina.app;

import java.nio.file.Path;
import java.util.Optional;
import lamina.ui.SaveDialog;

/** Where nobody can be asked. */
record NoDialogs() implements SaveDialog {
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
