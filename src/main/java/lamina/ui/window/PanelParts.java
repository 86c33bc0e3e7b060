package lamina.ui.window;

import java.nio.file.Path;
import java.util.function.Consumer;
import lamina.data.Example;
import lamina.data.format.SampleData;
import lamina.experiment.JobQueue;
import lamina.ui.control.SaveDialog;
import lamina.ui.explore.OwnFiles;
import lamina.ui.training.RunOffers;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ExperimentScores;
import lamina.ui.workspace.KeptStates;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Selection;
import lamina.ui.workspace.StatusBar;

/**
 * What a window has for its panels; each takes what it needs.
 *
 * @param home the program's own folder, with the bundled models
 * @param results folder of runs of sweeps and studies; it need not exist
 * @param open told an example that is to be looked at in Explore
 * @param missing told a data file of a session that can't be read
 */
public record PanelParts(
    Selection selection,
    ModelRegistry models,
    SampleData sample,
    SaveDialog dialog,
    BackgroundTasks work,
    StatusBar status,
    ExperimentScores experiments,
    KeptStates states,
    JobQueue queue,
    Path home,
    Path results,
    RunOffers offers,
    Consumer<Example> open,
    Consumer<OwnFiles.Data> missing) {
  /** Directory of the bundled models. */
  Path bundled() {
    return home.resolve("models");
  }

  /** Directory of the bundled encoder, to train from. */
  Path base() {
    return bundled().resolve("base");
  }
}
