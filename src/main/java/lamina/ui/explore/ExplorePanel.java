package lamina.ui.explore;

import java.nio.file.Path;
import java.text.Bidi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.chart.view.FigureView;
import lamina.data.Example;
import lamina.data.format.SampleData;
import lamina.fusion.Variant;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.Analysis;
import lamina.service.Channel;
import lamina.service.Request;
import lamina.service.Unanswered;
import lamina.text.Input;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.Evidence;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;
import lamina.ui.workspace.StatusBar;

/** Text in; prediction and gate map out. A layer change is pure view work. */
public final class ExplorePanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("explore");

  private static final int SAMPLES = 40;

  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final BackgroundTasks work;
  private final VBox node = new VBox();
  private final TextEntry entry;
  private final ParallelLines parallel;
  private final ToggleButton languages = new ToggleButton(Messages.get("aligned.show"));
  private final AnswerView answers;
  private final AlignedView aligned;
  private final VBox results = new VBox();
  private final StatusBar status;
  private final Evidence evidence;
  private int loads;
  private final Map<String, Channel> channels = new HashMap<>();
  private int asks;
  private final OwnFiles files = new OwnFiles();
  private final Consumer<OwnFiles.Data> missing;
  private PanelState restored = PanelState.NONE; // of a session, until it is shown
  private OwnTexts.Place restoredPlace;
  private List<OwnFiles.Data> wanted = List.of(); // files of a session that weren't tried yet

  /**
   * A panel of nothing yet.
   *
   * @param missing told of each file that a session names and that can't be read
   */
  public ExplorePanel(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      BackgroundTasks work,
      StatusBar status,
      Evidence evidence,
      Consumer<OwnFiles.Data> missing) {
    this.missing = missing;
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.status = status;
    this.evidence = evidence;
    answers = new AnswerView(work, SliderPlace.of(selection, models), this::slide);
    aligned = new AlignedView(sample, work, this::position, l -> selection.language().set(l));
    parallel = new ParallelLines(sample, work, found -> languages.setDisable(!found));
    entry = new TextEntry(work, this::sampleTaken, this::edited);
    build();
    selection.language().addListener(o -> load());
    selection.variant().addListener(o -> analyse());
    selection.roles().addListener(o -> analyse());
    languages.selectedProperty().addListener(o -> analyse());
    selection.layer().addListener(o -> layerChanged());
  }

  private void build() {
    languages.setId("aligned-show");
    languages.setMinWidth(Region.USE_PREF_SIZE);
    languages.setTooltip(new Tooltip(Messages.get("aligned.show.tip")));
    VBox.setVgrow(results, Priority.ALWAYS);
    results.getChildren().add(answers.node());
    node.getStyleClass().add("panel");
    node.getChildren().addAll(entry.lines(languages));
    node.getChildren().addAll(parallel.node(), results);
  }

  /** Why the newest load gave nothing; blank where it did or is under way. */
  private String unread = "";

  /** What came of a load: examples to look at, and files of a session that can't be read. */
  private record Loaded(List<Example> examples, List<OwnFiles.Lost> lost) {}

  /** Loads the sample sentences of the language, then shows one, or what the person wrote there. */
  public void load() {
    var task = selection.task().get();
    var language = selection.language().get();
    if (language == null) {
      return;
    }
    var opening = wanted;
    wanted = List.of(); // each file is tried once
    int mine = ++loads; // only the newest load counts
    unread = "";
    work.read(
        () -> {
          var missing = OwnFiles.open(opening, sample);
          boolean there = sample.languages(task).contains(language);
          return new Loaded(there ? sample.toExplore(task, language, SAMPLES) : List.of(), missing);
        },
        loaded -> {
          loaded.lost().forEach(this::lose);
          if (mine == loads) {
            show(new OwnTexts.Place(task, language.code()), loaded.examples());
          }
        },
        failure -> {
          if (mine == loads) {
            unread = failure.words(Messages.get("explore.unread.stopped"));
            show(new OwnTexts.Place(task, language.code()), List.of());
          }
        });
  }

  /** A file that a session names can't be read: that is told, and the session keeps it. */
  private void lose(OwnFiles.Lost lost) {
    files.add(List.of(lost.data()));
    work.report(lost.why());
    missing.accept(lost.data());
  }

  /** Reads a session's file where it lies now. */
  public void relocate(OwnFiles.Data lost, Path now) {
    work.read(
        () -> {
          sample.open(now, lost.task(), lost.language());
          return now;
        },
        done -> {
          files.remove(lost);
          load();
        },
        failure -> missing.accept(lost));
  }

  /** Data files of a session that could not be read. */
  public List<OwnFiles.Data> missing() {
    return files.missing();
  }

  /** A file that is missing isn't wanted any more. */
  public void forget(OwnFiles.Data lost) {
    files.remove(lost);
  }

  private void show(OwnTexts.Place at, List<Example> list) {
    boolean session = !restored.equals(PanelState.NONE) && at.equals(restoredPlace);
    entry.offer(at, list, session ? restored : PanelState.NONE);
    if (session && (!list.isEmpty() || !entry.incomplete())) {
      tellOfLostSample(list);
      answers.openCell(restored.option("cell", ""));
      restored = PanelState.NONE;
    }
    analyse(); // the models may be others
  }

  /** Another sample in the place of a session's would be taken for it. */
  private void tellOfLostSample(List<Example> list) {
    var id = restored.option("sample", "");
    boolean there = id.isEmpty() || list.stream().anyMatch(e -> e.id().equals(id));
    boolean own = entry.gold().isEmpty();
    if (!there && !own && files.missing().isEmpty()) { // a file that is missing was told
      work.report(
          new Problem(
              "The session shows the sample "
                  + id
                  + ", which "
                  + Languages.of(restoredPlace.language()).name()
                  + " doesn't have; "
                  + entry.sample().orElseThrow().id()
                  + " is shown."));
    }
  }

  /** The same, and shows the first of them whatever was chosen before. */
  public void loadAnew() {
    var language = selection.language().get();
    if (language != null) {
      entry.putAside(new OwnTexts.Place(selection.task().get(), language.code()));
      load();
    }
  }

  @Override
  public PanelState state() {
    var options = new HashMap<String, String>();
    entry.write(options);
    if (entry.sample().isPresent() || !entry.incomplete()) {
      Optional.of(answers.cell()).filter(c -> !c.isEmpty()).ifPresent(c -> options.put("cell", c));
    }
    if (entry.sample().isEmpty()) {
      restored.options().forEach(options::putIfAbsent); // it couldn't be shown and isn't lost
    }
    if (languages.isSelected()) {
      options.put("view", "languages");
    }
    var current = entry.sample().flatMap(e -> sample.ownFile(selection.task().get(), e));
    if (answers.pieces()) {
      options.put("columns", "pieces");
    }
    if (answers.unusual()) {
      options.put("gates", "unusual");
    }
    return new PanelState(options, files.files(current, wanted, sample.own(), options));
  }

  @Override
  public void restore(PanelState state) {
    var task = selection.task().get();
    var language = selection.language().get();
    var at = OwnTexts.Place.of(state.option("at", task.key() + " " + language.code()));
    entry.read(state, at);
    restored = state;
    restoredPlace = at;
    wanted =
        OwnFiles.of(state, task, language).stream()
            .filter(d -> sample.own().stream().noneMatch(d::is))
            .toList();
    languages.setSelected(state.option("view", "").equals("languages"));
    answers.setPieces(state.option("columns", "").equals("pieces"));
    answers.setUnusual(state.option("gates", "").equals("unusual"));
    load();
  }

  /** Whether there are texts or files of the person's own. */
  public boolean hasOwn() {
    return entry.hasOwn() || !sample.own().isEmpty();
  }

  private void sampleTaken(Example example) {
    parallel.show(selection.task().get(), example);
  }

  private void edited() {
    answers.openCell("");
    analyse();
  }

  /** Shows the sample in all its languages, or in its own alone. */
  public void switchLanguages() {
    languages.setSelected(!languages.isSelected());
  }

  /** Shows a labelled example in the language that is chosen, by itself. */
  public void open(Example example) {
    languages.setSelected(false);
    entry.open(example);
  }

  /** Replaces the sample sentence by a text of one's own. */
  public void setText(String own) {
    entry.setText(own);
  }

  private void analyse() {
    asks++;
    if (!entry.isOf(selection.task().get(), selection.language().get())) {
      return; // its text is on its way
    }
    boolean own = entry.gold().isEmpty(); // a text of one's own has no translation
    parallel.setVisible(!own && !languages.isSelected());
    languages.setDisable(own || !parallel.found());
    var shown = models.shown(selection.task().get(), selection.roles().get());
    if (entry.incomplete() || shown.isEmpty()) {
      aligned.clear();
      answers.say(
          entry.incomplete()
              ? nothing()
              : ModelRegistry.none(selection.task().get(), selection.roles().get()));
      bring(answers.node());
    } else if (languages.isSelected() && !own) {
      aligned.show(
          selection.task().get(),
          entry.sample().get(),
          shown,
          selection.variant().get(),
          () -> bring(aligned.node()),
          () -> analyseOne(shown),
          this::fail);
    } else {
      aligned.clear();
      analyseOne(shown);
    }
  }

  /** A sentence of another language would be taken for one of this. */
  private String nothing() {
    if (entry.sample().isPresent()) {
      return Messages.get("explore.empty");
    }
    var key = unread.isEmpty() ? "explore.nothing" : "explore.unread";
    return Messages.get(key, LanguageWords.label(entry.language().orElseThrow()), unread);
  }

  private void bring(Node wanted) {
    if (!results.getChildren().equals(List.of(wanted))) {
      results.getChildren().setAll(wanted);
    }
  }

  private void analyseOne(List<ModelSummary> shown) {
    int mine = ++asks; // only the newest question is answered on screen
    var input = entry.input();
    var variant = selection.variant().get();
    var found = new HashMap<String, Analysis>();
    for (var model : shown) {
      work.ask(
          channels.computeIfAbsent(model.name(), Channel::new),
          new Request.Analyse(model.name(), input, ModelRegistry.variant(model, variant)),
          analysis -> {
            found.put(model.name(), analysis);
            if (found.size() == shown.size() && mine == asks) {
              show(shown, input, variant, shown.stream().map(m -> found.get(m.name())).toList());
            }
          },
          why -> {
            if (mine == asks) {
              fail(why);
            }
          });
    }
  }

  /** Answers to another text would be taken for answers to this one. */
  private void fail(Unanswered why) {
    switch (why) {
      case Unanswered.Replaced _ -> {} // the newer one answers
      case Unanswered.Cancelled _ -> say(Messages.get("explore.stopped"));
      case Unanswered.Failed failed -> say(failed.words());
    }
  }

  private void say(String words) {
    aligned.clear();
    answers.say(words);
    bring(answers.node());
  }

  private void show(List<ModelSummary> shown, Input input, Variant variant, List<Analysis> list) {
    answers.show(
        new AnswerView.Answers(
            shown,
            list,
            input,
            entry.gold(),
            entry.gold().isEmpty() ? Optional.empty() : entry.sample().map(Example::language),
            variant,
            rightToLeft(input)));
    tellEvidence();
    bring(answers.node());
    status.analysed(list);
  }

  /** A sample is read as its language is; a text of one's own as its first letter says. */
  private boolean rightToLeft(Input input) {
    if (!entry.gold().isEmpty()) {
      return entry.sample().orElseThrow().language().rightToLeft();
    }
    var text =
        switch (input) {
          case Input.Text t -> t.text();
          case Input.Words w -> String.join(" ", w.words());
          case Input.Pair p -> p.premise();
        };
    return !new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
  }

  private int position(ModelSummary model, Analysis analysis) {
    return models.position(model, analysis, selection.layer().get());
  }

  /** Moves the slider to a row that was clicked; a variant that takes all layers has no stop. */
  private void slide(ModelSummary model, HeadKey head) {
    models.layer(model, head).ifPresent(selection.layer()::set);
  }

  private void layerChanged() {
    aligned.layer();
    answers.layer();
    tellEvidence();
  }

  /** What one sentence shows may be chance: the whole test set of its language is named. */
  private void tellEvidence() {
    var variant = selection.variant().get();
    answers.evidence(
        entry.language().stream()
            .flatMap(
                language ->
                    models.shown(selection.task().get(), selection.roles().get()).stream()
                        .flatMap(
                            m -> {
                              var head = models.head(m, variant, selection.layer().get());
                              return evidence.sentence(m, head, language).stream();
                            }))
            .findFirst()
            .orElse(""));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return results.getChildren().contains(aligned.node()) ? aligned.figures() : answers.figures();
  }

  @Override
  public List<FigureView> allViews() {
    return Stream.concat(answers.allViews().stream(), aligned.allViews().stream()).toList();
  }
}
