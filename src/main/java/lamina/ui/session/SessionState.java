package lamina.ui.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.data.Task;
import lamina.fusion.Variant;
import lamina.model.ModelSummary.Role;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Roles;

/**
 * Everything on screen, to be saved and opened again. A latency measurement isn't part of it: it is
 * true of one moment and machine only.
 *
 * @param language code of the language of the sentences; empty where none is chosen
 * @param layer fusion layer on the teacher's scale, 1 to L; L is the last layer alone
 * @param dark whether the dark theme is shown
 * @param tables whether the figures' numbers are shown under them
 * @param interfaceLanguage of the window's texts and the figures' titles, as a language tag
 * @param models directories of the models opened beside the bundled ones, absolute, in their order;
 *     those that couldn't be opened are among them
 * @param chosen the models that a person chose
 * @param panels what each panel keeps of its own, in the order in which a file has them
 */
public record SessionState(
    Task task,
    String language,
    Roles roles,
    Variant variant,
    int layer,
    PanelKind panel,
    boolean dark,
    boolean tables,
    String interfaceLanguage,
    List<Path> models,
    List<Chosen> chosen,
    Map<PanelKind, PanelState> panels) {
  /**
   * A model that a person chose.
   *
   * @param directory of it
   * @param role that it stands for; empty for its own
   */
  public record Chosen(Path directory, Optional<Role> role) {}

  /** Copies its lists. */
  public SessionState {
    models = List.copyOf(models);
    chosen = List.copyOf(chosen);
    panels = Collections.unmodifiableMap(new LinkedHashMap<>(panels));
  }
}
