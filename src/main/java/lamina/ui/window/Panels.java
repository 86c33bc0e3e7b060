package lamina.ui.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import lamina.claims.ClaimSource;
import lamina.ui.claims.ClaimsPanel;
import lamina.ui.errors.ErrorsPanel;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.latency.LatencyPanel;
import lamina.ui.scores.LanguagesPanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.similarity.SimilarityPanel;
import lamina.ui.training.TrainingPanel;
import lamina.ui.workspace.Evidence;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelKinds;

/**
 * The panels of the window, and how each is made. A window takes them as a value, so that a test
 * can have one more.
 *
 * @param all in the order in which the window offers them
 */
public record Panels(List<Declared> all) {
  /**
   * A panel that a window can have.
   *
   * @param maker makes it for one window, on the UI thread
   */
  public record Declared(PanelKind kind, Function<PanelParts, Panel> maker) {}

  /** The panels that Lamina has. */
  public static final Panels KNOWN =
      new Panels(
          List.of(
              new Declared(
                  ExplorePanel.KIND,
                  p ->
                      new ExplorePanel(
                          p.selection(),
                          p.models(),
                          p.sample(),
                          p.work(),
                          p.status(),
                          new Evidence(p.models(), p.experiments()::tested),
                          p.missing())),
              new Declared(
                  LayersPanel.KIND,
                  p -> new LayersPanel(p.selection(), p.models(), p.experiments(), p.states())),
              new Declared(
                  LanguagesPanel.KIND,
                  p ->
                      new LanguagesPanel(
                          p.selection(),
                          p.models(),
                          p.sample(),
                          p.experiments(),
                          p.dialog(),
                          p.work())),
              new Declared(
                  ErrorsPanel.KIND,
                  p ->
                      new ErrorsPanel(
                          p.selection(), p.models(), p.sample(), p.dialog(), p.work(), p.open())),
              new Declared(
                  SimilarityPanel.KIND,
                  p ->
                      new SimilarityPanel(
                          p.selection(), p.models(), p.sample(), p.base(), p.states(), p.work())),
              new Declared(
                  ClaimsPanel.KIND,
                  p ->
                      new ClaimsPanel(
                          new ClaimSource(p.home(), p.bundled(), p.results()),
                          p.dialog(),
                          p.work())),
              new Declared(
                  LatencyPanel.KIND,
                  p ->
                      new LatencyPanel(
                          p.selection(), p.models(), p.sample(), p.dialog(), p.work())),
              new Declared(
                  TrainingPanel.KIND,
                  p ->
                      new TrainingPanel(
                          p.selection(),
                          p.models(),
                          p.sample(),
                          p.dialog(),
                          p.queue(),
                          p.base(),
                          p.work(),
                          p.offers()))));

  /** Copies the list. */
  public Panels {
    all = List.copyOf(all);
  }

  /** These and one more, the last of them. */
  public Panels with(PanelKind kind, Function<PanelParts, Panel> maker) {
    return new Panels(Stream.concat(all.stream(), Stream.of(new Declared(kind, maker))).toList());
  }

  /** Which they are. */
  public PanelKinds kinds() {
    return new PanelKinds(all.stream().map(Declared::kind).toList());
  }

  /** Makes the panels of one window, in their order. */
  Map<PanelKind, Panel> make(PanelParts parts) {
    var made = new LinkedHashMap<PanelKind, Panel>();
    all.forEach(d -> made.put(d.kind(), d.maker().apply(parts)));
    return made;
  }
}
