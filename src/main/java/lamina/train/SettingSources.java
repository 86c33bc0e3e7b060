package lamina.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.files.Document;
import lamina.files.HubCache;
import lamina.problem.Problem;

/**
 * Collects what is said of a run's settings: in a settings file, a sweep, a job, by options and by
 * {@code --set}. None of them overrules another: a setting that has two values is a mistake, and
 * the run that was meant can't be told from the one that wasn't.
 */
public final class SettingSources {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, Given> given = new LinkedHashMap<>();

  /**
   * A value and who gave it.
   *
   * @param place for a person who looks for it
   * @param source the same without folders, to be kept with the run
   */
  private record Given(Object value, String place, String source) {}

  /**
   * Adds a YAML file of settings by name.
   *
   * @param file null for none
   * @throws Problem naming the file, and the setting that is wrong
   */
  public SettingSources file(Path file) {
    if (file == null) {
      return this;
    }
    return group(file, Document.yaml(file));
  }

  /**
   * Adds a group of named values of a file.
   *
   * @throws Problem naming the file, the line and the setting that is wrong
   */
  public SettingSources group(Path file, Document group) {
    group.members().forEach((name, value) -> value(file, name, value));
    return this;
  }

  /**
   * Adds one value of a file.
   *
   * @throws Problem naming the file, the line and the setting
   */
  public SettingSources value(Path file, String name, Document value) {
    var line = ", line " + value.line();
    add(name, value.tree(), file + line, file.getFileName() + line);
    return this;
  }

  /**
   * Adds values by name.
   *
   * @param place who says so, for messages: "sweep.yaml, settings"
   * @param values as YAML or JSON hold them
   */
  public SettingSources values(String place, Map<String, ?> values) {
    values.forEach((name, value) -> add(name, JSON.valueToTree(value), place));
    return this;
  }

  /**
   * Adds an option's value.
   *
   * @param option as it is typed
   * @param value null where it wasn't given
   */
  public SettingSources option(String option, String name, Object value) {
    if (value != null) {
      add(name, JSON.valueToTree(value), option);
    }
    return this;
  }

  /**
   * Adds what {@code --set} gave.
   *
   * @param assignments name=value; a list as YAML writes it, [1, 5], or with commas alone
   * @throws Problem where one isn't of this form
   */
  public SettingSources set(List<String> assignments) {
    for (var assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new Problem(
            "--set " + assignment + ": name=value was expected, for example --set decay=0.02.");
      }
      var name = assignment.substring(0, equals).strip();
      add(name, node(name, assignment.substring(equals + 1).strip()), "--set " + name);
    }
    return this;
  }

  private static JsonNode node(String name, String value) {
    var kind = Setting.of(name).map(Setting::kind).orElse(Setting.Kind.TEXT);
    return switch (kind) {
      case TEXT, NAME, PATH, WHOLE, LONG, NUMBER -> TextNode.valueOf(value);
      case FLAG ->
          value.equals("true") || value.equals("false")
              ? JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(value))
              : TextNode.valueOf(value);
      case NAMES, PATHS, WHOLES -> {
        try {
          var list = value.startsWith("[") ? value : "[" + value + "]";
          yield new ObjectMapper(new YAMLFactory()).readTree(list);
        } catch (JacksonException e) {
          yield TextNode.valueOf(value); // no list, which the check of its value says
        }
      }
    };
  }

  private void add(String name, JsonNode node, String place) {
    add(name, node, place, place);
  }

  private void add(String name, JsonNode node, String place, String source) {
    var setting =
        Setting.of(name)
            .orElseThrow(
                () ->
                    new Problem(
                        place
                            + ": unknown setting \""
                            + name
                            + "\"; there are "
                            + Setting.names()
                            + "."));
    var value =
        setting
            .value(node)
            .orElseThrow(
                () ->
                    new Problem(
                        place
                            + ": setting "
                            + name
                            + " is "
                            + shown(node)
                            + "; "
                            + setting.expected()
                            + " was expected."));
    var before = given.putIfAbsent(name, new Given(value, place, source));
    if (before != null && !before.value.equals(value)) {
      throw new Problem(
          "Setting "
              + name
              + " is "
              + before.value
              + " by "
              + before.place
              + " and "
              + value
              + " by "
              + place
              + ". No source overrules another: take it out of one of the two.");
    }
  }

  private static String shown(JsonNode node) {
    boolean none = node.isNull() || node.isTextual() && node.textValue().isBlank();
    var text = none ? "empty" : node.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /**
   * All settings with their sources.
   *
   * @throws Problem where settings don't go together
   */
  public Resolution resolve() {
    return resolve(HubCache.ofSystem());
  }

  /** The same; a base or teacher that is no folder may be one of a cache. */
  Resolution resolve(HubCache cache) {
    var base = given.get("base");
    var teacher = given.get("teacher");
    if (base != null && teacher != null && !base.value.equals("") && !teacher.value.equals("")) {
      throw new Problem(
          "Setting base ("
              + base.place
              + ") has no effect beside teacher ("
              + teacher.place
              + "): a student begins from its teacher. Take one of the two out.");
    }
    var values = new LinkedHashMap<String, Object>();
    var sources = new LinkedHashMap<String, String>();
    for (var setting : Setting.ALL) {
      var said = given.get(setting.name());
      values.put(setting.name(), said == null ? setting.byDefault() : said.value);
      if (said != null) {
        sources.put(setting.name(), said.source);
      }
    }
    for (var name : List.of("base", "teacher")) {
      cache.behind(String.valueOf(values.get(name))).ifPresent(f -> values.put(name, f.toString()));
    }
    var settings = TrainSettings.ofChecked(values);
    settings.checkTogether();
    return new Resolution(settings, sources);
  }
}
