package lamina.app.window;

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
    if (suggestion.endsWith(SessionFile.ENDING)) {
      chooser
          .getExtensionFilters()
          .add(new FileChooser.ExtensionFilter("Lamina", "*" + SessionFile.ENDING));
      return Optional.ofNullable(chooser.showSaveDialog(owner)).map(java.io.File::toPath);
    }
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter("SVG", "*.svg"),
            new FileChooser.ExtensionFilter("PNG", "*.png"),
            new FileChooser.ExtensionFilter("CSV", "*.csv"),
            new FileChooser.ExtensionFilter("LaTeX", "*.tex"));
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
