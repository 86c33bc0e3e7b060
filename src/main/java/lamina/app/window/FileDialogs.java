package lamina.app.window;

import static java.util.Locale.ROOT;

import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import lamina.ui.control.SaveDialog;
import lamina.ui.session.SessionFile;

/** The system's own file dialogs. */
public record FileDialogs(Stage owner) implements SaveDialog {
  @Override
  public Optional<Path> save(String suggestion) {
    var chooser = new FileChooser();
    chooser.setInitialFileName(suggestion);
    var ending = suggestion.substring(suggestion.lastIndexOf('.'));
    var name = ending.equals(SessionFile.ENDING) ? "Lamina" : ending.substring(1).toUpperCase(ROOT);
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(name, "*" + ending));
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(java.io.File::toPath);
  }

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(new FileChooser().showOpenDialog(owner)).map(java.io.File::toPath);
  }

  @Override
  public Optional<Path> directory() {
    return Optional.ofNullable(new DirectoryChooser().showDialog(owner)).map(java.io.File::toPath);
  }
}
