package lamina.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.evaluate.Effect;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Registration.Data;
import lamina.experiment.Registration.LayerRule;
import lamina.experiment.Registration.Margin;
import lamina.experiment.Registration.Regime;
import lamina.files.Document;
import lamina.files.FileName;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.problem.Problem;

/** Reads a registration and refuses what a study must not be. */
final class RegistrationReader {
  private static final List<String> KEYS =
      List.of(
          "question",
          "task",
          "regime",
          "data",
          "base",
          "pins",
          "settings",
          "layer",
          "teacher",
          "arms",
          "factorial",
          "comparisons",
          "pilot",
          "looks",
          "analysis",
          "margin");

  /** All that arms may differ in: what is compared. Start, steps, frozen parts and data are not. */
  private static final List<String> COMPARED =
      List.of("variants", "layers", "soft", "hidden", "relations", "gates", "hard");

  /** What the registration says elsewhere. */
  private static final Set<String> ELSEWHERE =
      Set.of("task", "train", "dev", "seed", "out", "base", "teacher", "protocol");

  private static final double LEVEL = 0.05;
  private static final double MOST_MARGIN = 1.5;
  private static final int MOST_SEEDS = 1000;

  private final Document all;

  private RegistrationReader(Document all) {
    this.all = all;
  }

  /** Reads a file; see {@link Registration#read}. */
  static Registration read(Path file) {
    var all = Document.yaml(file); // refuses what is no plain file, before anybody waits for it
    all.only(KEYS);
    return new RegistrationReader(all).read(file, Registration.hash(file));
  }

  private Registration read(Path file, String hash) {
    var question = all.get("question");
    if (question.text().isBlank()) {
      throw question.wrong("a question was expected");
    }
    var task = all.get("task").read(Task::of);
    var settings = settings(all.get("settings"));
    var pilot = all.find("pilot").map(p -> seeds(p, "seeds", 3)).orElse(List.of());
    var looks = looks(pilot);
    var arms = new LinkedHashMap<String, Map<String, Object>>();
    all.find("arms")
        .ifPresent(a -> a.members().forEach((n, arm) -> arms.put(name(arm, n), arm(arm))));
    var factorial = all.find("factorial").map(f -> factorial(f, arms));
    if (arms.size() < 2) {
      throw all.wrong("two arms or more were expected, in \"arms\" or as cells of a \"factorial\"");
    }
    var layer = all.find("layer").map(l -> layer(l, pilot));
    boolean asked =
        arms.values().stream().anyMatch(a -> Registration.REGISTERED.equals(a.get("layers")));
    if (asked != layer.isPresent()) {
      throw all.wrong(
          asked
              ? "an arm has the registered layer, but no \"layer\" says which"
              : "\"layer\" is registered, but no arm has it");
    }
    var comparisons = new ArrayList<Planned>();
    factorial.ifPresent(f -> comparisons.addAll(f.mainEffects(looks.size())));
    all.find("comparisons")
        .ifPresent(l -> l.items().forEach(c -> comparisons.add(planned(c, arms, looks.size()))));
    checkComparisons(comparisons, arms);
    var registration =
        new Registration(
            file,
            hash,
            question.text().strip().replaceAll("\\s+", " "),
            task,
            regime(),
            data(all.get("data")),
            all.get("base").text(),
            pins(),
            settings,
            layer,
            all.find("teacher").map(RegistrationReader::settings),
            arms,
            comparisons,
            looks,
            margin(pilot),
            pilot);
    analysis(task);
    if (!pilot.isEmpty()
        && !(registration.margin() instanceof Margin.OfPilot)
        && layer.filter(l -> l instanceof LayerRule.EnglishDevelopment).isEmpty()) {
      throw all.get("pilot").wrong("nothing rests on the pilot; take it out");
    }
    resolve(registration);
    return registration;
  }

  /** Every kind of run resolves, so that none fails on its settings once others have run. */
  private void resolve(Registration r) {
    long seed = r.looks().getFirst().seeds().getFirst();
    var teacher = r.teacher().isPresent() ? "teacher" : "";
    r.teacher().ifPresent(t -> r.teacher(seed));
    int layer =
        switch (r.layer().orElse(new LayerRule.Fixed(1))) {
          case LayerRule.Fixed fixed -> fixed.layer();
          case LayerRule.EnglishDevelopment rule -> {
            var heads = r.pilot(rule, seed).settings().variants();
            if (heads.stream().map(Variants.KNOWN::of).filter(Variant::usesLayer).count() != 1) {
              throw rule.settings().wrong("one variant that fuses a layer was expected");
            }
            yield rule.among().getFirst();
          }
        };
    for (var arm : r.arms().keySet()) {
      var settings = r.run(arm, seed, layer, teacher).settings();
      if (settings.variants().size() != 1 || settings.layers().size() > 1) {
        throw all.wrong(
            "arm " + arm + " has several heads; one variant and one layer at most were expected");
      }
    }
  }

  private static Document settings(Document group) {
    return settings(group, false);
  }

  private static Document settings(Document group, boolean choosing) {
    group
        .members()
        .forEach(
            (name, value) -> {
              if (choosing ? name.equals("layers") : ELSEWHERE.contains(name)) {
                throw value.wrong("the registration says this elsewhere; take it out here");
              }
            });
    return group;
  }

  private Regime regime() {
    var given = all.get("regime");
    for (var regime : Regime.values()) {
      if (regime.words().equals(given.text())) {
        return regime;
      }
    }
    throw given.wrong("\"frozen encoder\" or \"fine-tuned\" was expected");
  }

  /** Hashes of what everything rests on: training, development and test data, and the base. */
  private Map<String, String> pins() {
    var pins = all.get("pins");
    var found = new LinkedHashMap<String, String>();
    pins.members()
        .forEach(
            (path, hash) -> {
              if (!hash.text().matches("[0-9a-f]{64}")) {
                throw hash.wrong("a SHA-256 of 64 digits was expected");
              }
              found.put(path, hash.text());
            });
    var data = data(all.get("data"));
    var wanted = new ArrayList<>(data.train());
    wanted.add(data.dev());
    wanted.add(data.test());
    for (var path : wanted) {
      if (!found.containsKey(path)) {
        throw pins.wrong("the hash of " + path + " is missing; add it");
      }
    }
    var base = all.get("base").text();
    if (found.keySet().stream().noneMatch(p -> p.startsWith(base + "/"))) {
      throw pins.wrong("no hash of a file in " + base + "; add that of its weights");
    }
    return found;
  }

  private static Data data(Document data) {
    data.only(List.of("train", "dev", "test"));
    var train = data.get("train").items().stream().map(Document::text).toList();
    if (train.isEmpty()) {
      throw data.get("train").wrong("one or more files were expected");
    }
    return new Data(train, data.get("dev").text(), data.get("test").text());
  }

  private static List<Long> seeds(Document group, String key, int fewest) {
    if (key.equals("seeds")) {
      group.only(List.of("seeds", "level"));
    }
    var list = group.get(key);
    var seeds = list.items().stream().map(s -> s.whole(0L, Long.MAX_VALUE)).toList();
    if (seeds.size() < fewest || seeds.size() > MOST_SEEDS) {
      throw list.wrong("from " + fewest + " to " + MOST_SEEDS + " seeds were expected");
    }
    if (new HashSet<>(seeds).size() < seeds.size()) {
      throw list.wrong("a seed stands there twice");
    }
    return seeds;
  }

  private List<Look> looks(List<Long> pilot) {
    var looks = new ArrayList<Look>();
    var before = new HashSet<>(pilot);
    double spent = 0;
    for (var item : all.get("looks").items()) {
      var seeds = seeds(item, "seeds", looks.isEmpty() ? 2 : 1);
      if (!seeds.stream().allMatch(before::add)) {
        throw item.get("seeds")
            .wrong("a seed of the pilot or of an earlier look stands there again");
      }
      double level = item.get("level").number(0, LEVEL);
      spent += level;
      if (level == 0 || spent > LEVEL + 1e-9) {
        throw item.get("level").wrong("levels above 0 that add up to at most 0.05 were expected");
      }
      looks.add(new Look(seeds, level));
    }
    if (looks.isEmpty()) {
      throw all.get("looks").wrong("a look or more were expected");
    }
    return looks;
  }

  private static String name(Document arm, String name) {
    try {
      return FileName.of(name);
    } catch (Problem e) {
      throw arm.wrong(e.getMessage().replaceAll("\\.$", ""));
    }
  }

  private static Map<String, Object> arm(Document arm) {
    arm.members()
        .forEach(
            (name, value) -> {
              if (!COMPARED.contains(name)) {
                throw value.wrong(
                    "arms differ in what is compared alone ("
                        + String.join(", ", COMPARED)
                        + "); what all runs have stands in \"settings\"");
              }
            });
    var settings = new LinkedHashMap<String, Object>();
    arm.members().forEach((name, value) -> settings.put(name, plain(value)));
    return settings;
  }

  private static Object plain(Document value) {
    return value.isScalar() && value.tree().isTextual() ? value.text() : value.tree();
  }

  private static Factorial factorial(Document f, Map<String, Map<String, Object>> arms) {
    f.only(List.of("student", "on"));
    var on = new LinkedHashMap<String, Double>();
    f.get("on")
        .members()
        .forEach(
            (term, weight) -> {
              if (!List.of("soft", "hidden", "relations", "gates").contains(term)) {
                throw weight.wrong(
                    "a term of distillation was expected: soft, hidden, relations, gates");
              }
              on.put(term, weight.number(0, 1000));
              if (on.get(term) == 0) {
                throw weight.wrong("a weight above 0 was expected: this is the term switched on");
              }
            });
    if (on.size() < 3) {
      throw f.get("on").wrong("three terms or more were expected; of fewer, name the arms");
    }
    var common = arm(f.get("student"));
    var factorial = new Factorial(on);
    factorial
        .cells()
        .forEach(
            (name, cell) -> {
              var settings = new LinkedHashMap<>(common);
              settings.putAll(cell);
              if (arms.putIfAbsent(name, settings) != null) {
                throw f.wrong("a cell and an arm are both named " + name);
              }
            });
    return factorial;
  }

  private static LayerRule layer(Document layer, List<Long> pilot) {
    if (layer.isScalar()) {
      return new LayerRule.Fixed(layer.whole(1, 1000));
    }
    layer.only(List.of("rule", "among", "settings"));
    if (!layer.get("rule").text().equals("English development score")) {
      throw layer
          .get("rule")
          .wrong(
              "the only rule is \"English development score\"; a choice on other data is no rule");
    }
    if (pilot.isEmpty()) {
      throw layer.wrong("a rule needs a \"pilot\" with seeds of its own");
    }
    var among = layer.get("among").items().stream().map(l -> l.whole(1, 1000)).toList();
    if (among.size() < 2 || new TreeSet<>(among).size() < among.size()) {
      throw layer.get("among").wrong("two layers or more were expected, each once");
    }
    var settings = settings(layer.get("settings"), true);
    return new LayerRule.EnglishDevelopment(among, settings);
  }

  private static Planned planned(Document c, Map<String, Map<String, Object>> arms, int looks) {
    c.only(List.of("name", "of", "against", "looks"));
    var weights = new LinkedHashMap<String, Double>();
    for (var side : List.of("of", "against")) {
      var arm = c.get(side);
      if (!arms.containsKey(arm.text())) {
        throw arm.wrong("there is no such arm; there are " + String.join(", ", arms.keySet()));
      }
      if (weights.put(arm.text(), side.equals("of") ? 1.0 : -1.0) != null) {
        throw arm.wrong("an arm can't be compared with itself");
      }
    }
    int most = c.find("looks").map(l -> l.whole(1, looks)).orElse(looks);
    return new Planned(c.get("name").text(), weights, most);
  }

  private void checkComparisons(List<Planned> comparisons, Map<String, Map<String, Object>> arms) {
    if (comparisons.isEmpty()) {
      throw all.wrong("no \"comparisons\": name what is tested");
    }
    var names = new HashSet<String>();
    comparisons.forEach(
        c -> {
          if (!names.add(c.name())) {
            throw all.get("comparisons").wrong("two comparisons are named " + c.name());
          }
        });
    var idle = new ArrayList<>(arms.keySet());
    idle.removeAll(Registration.arms(comparisons));
    if (!idle.isEmpty()) {
      throw all.wrong("no comparison is of " + String.join(", ", idle));
    }
  }

  private Margin margin(List<Long> pilot) {
    var margin = all.get("margin");
    if (margin.isScalar()) {
      double points = margin.number(0, MOST_MARGIN);
      if (points == 0) {
        throw margin.wrong("points above 0 were expected");
      }
      return new Margin.Fixed(points);
    }
    margin.only(List.of("rule", "most"));
    if (!margin.get("rule").text().equals("pilot") || pilot.isEmpty()) {
      throw margin.wrong("points, or the rule \"pilot\" with a pilot's seeds, were expected");
    }
    return new Margin.OfPilot(margin.get("most").number(0.5, MOST_MARGIN));
  }

  /** What the program does is written down in the registration, too, and must be what it does. */
  private void analysis(Task task) {
    var does = new LinkedHashMap<String, String>();
    does.put("endpoint", ScoreTable.MEAN + " over languages without English");
    does.put("unit", task.drawn().words());
    does.put("resamples", Integer.toString(Intervals.RESAMPLES));
    does.put("correction", "Holm");
    does.put("power", Double.toString(Effect.POWER));
    var analysis = all.get("analysis");
    analysis.only(does.keySet());
    does.forEach(
        (name, value) -> {
          var given = analysis.get(name);
          if (!given.text().equals(value)) {
            throw given.wrong("the analysis has \"" + value + "\" here; no other is known");
          }
        });
  }
}
