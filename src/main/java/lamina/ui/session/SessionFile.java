package lamina.ui.session;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.function.Function;
import lamina.data.Task;
import lamina.files.AtomicFile;
import lamina.files.PlainText;
import lamina.files.Yaml;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Roles;

/** Sessions as YAML files. */
public final class SessionFile {
  /** Ending of a session's file. */
  public static final String ENDING = ".lamina";

  private static final int FORMAT = 1;
  private static final long MOST_BYTES = 64 << 20;
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private SessionFile() {}

  /**
   * Writes a session, whole or not at all.
   *
   * @throws Problem where the file cannot be written
   */
  public static void write(Path file, SessionState state) {
    var absolute = file.toAbsolutePath().normalize();
    write(absolute, text(state, absolute.getParent()));
  }

  /** Writes a text file, whole or not at all. */
  static void write(Path file, String text) {
    try {
      AtomicFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new Problem(
          file + ": could not be written (" + e.getMessage() + "); choose another place.", e);
    }
  }

  private static String text(SessionState state, Path folder) {
    var root = YAML.createObjectNode();
    root.put("format", FORMAT);
    root.put("task", state.task().key());
    root.put("language", state.language());
    root.put("roles", lower(state.roles()));
    root.put("variant", state.variant().key());
    root.put("layer", state.layer());
    root.put("panel", state.panel().key());
    root.put("theme", state.dark() ? "dark" : "light");
    root.put("tables", state.tables());
    root.put("interface", state.interfaceLanguage());
    var models = root.putArray("models");
    state.models().forEach(m -> models.add(relative(m, folder)));
    if (!state.chosen().isEmpty()) {
      var chosen = root.putArray("chosen");
      state.chosen().forEach(m -> chosen.add(relative(m, folder)));
    }
    var panels = root.putObject("panels");
    for (var kind : PanelKind.values()) {
      var panel = state.panels().getOrDefault(kind, PanelState.NONE);
      if (!panel.equals(PanelState.NONE)) {
        var entry = panels.putObject(kind.key());
        panel.options().forEach(entry.putObject("options")::put);
        var files = entry.putObject("files");
        panel.files().forEach((name, path) -> files.put(name, relative(path, folder)));
      }
    }
    try {
      return YAML.writeValueAsString(root);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Relative where both lie under one folder other than the root. */
  private static String relative(Path path, Path folder) {
    var to = path.toAbsolutePath().normalize();
    boolean near =
        to.getRoot().equals(folder.getRoot())
            && to.getNameCount() > 0
            && folder.getNameCount() > 0
            && to.getName(0).equals(folder.getName(0));
    return (near ? folder.relativize(to) : to).toString().replace('\\', '/');
  }

  /**
   * Reads a session. Files that it names may be missing.
   *
   * @throws Problem naming the file and the entry, and what was expected there
   */
  public static SessionState read(Path file) {
    var root = tree(file);
    var folder = file.toAbsolutePath().normalize().getParent();
    var fields = new Fields(file, root);
    var models = new ArrayList<Path>();
    root.path("models").forEach(m -> models.add(path(file, m.asText(), folder)));
    var chosen = new ArrayList<Path>();
    root.path("chosen").forEach(m -> chosen.add(path(file, m.asText(), folder)));
    var panels = new EnumMap<PanelKind, PanelState>(PanelKind.class);
    for (var entry : root.path("panels").properties()) {
      var kind = fields.parsed("panels", entry.getKey(), PanelKind::of);
      var options = new HashMap<String, String>();
      var files = new HashMap<String, Path>();
      entry.getValue().path("options").properties().stream()
          .forEach(o -> options.put(o.getKey(), o.getValue().asText()));
      entry.getValue().path("files").properties().stream()
          .forEach(f -> files.put(f.getKey(), path(file, f.getValue().asText(), folder)));
      panels.put(kind, new PanelState(options, files));
    }
    return new SessionState(
        fields.get("task", Task::of),
        fields.get("language", l -> l.isEmpty() ? l : Languages.of(l).code()),
        fields.get("roles", SessionFile::roles),
        fields.get("variant", Variants.KNOWN::of),
        fields.get("layer", SessionFile::layer),
        fields.get("panel", PanelKind::of),
        fields.get("theme", SessionFile::dark),
        root.path("tables").asBoolean(),
        fields.get("interface", Function.identity()),
        models,
        chosen,
        panels);
  }

  private static ObjectNode tree(Path file) {
    try {
      if (YAML.readTree(PlainText.read(file, MOST_BYTES)) instanceof ObjectNode root) {
        var format = root.path("format");
        if (format.asInt() > FORMAT) {
          throw new Problem(
              file
                  + ": format "
                  + format.asText()
                  + " was written by a newer Lamina; this one reads format "
                  + FORMAT
                  + ". Update Lamina to open it.");
        }
        if (format.asInt() == FORMAT) {
          return root;
        }
      }
      throw new Problem(
          file
              + ": is no session: \"format: "
              + FORMAT
              + "\" was expected. Choose a file that Lamina saved.");
    } catch (JacksonException e) {
      throw Yaml.invalid(file, e, "Mend that line, or save the session again.");
    }
  }

  private static Path path(Path file, String text, Path folder) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new Problem(file + ": \"" + text + "\" is no path on this system; correct it.", e);
    }
  }

  private static Roles roles(String name) {
    for (var roles : Roles.values()) {
      if (lower(roles).equals(name)) {
        return roles;
      }
    }
    throw new Problem("\"" + name + "\": choose teacher, student or both.");
  }

  private static int layer(String text) {
    try {
      int layer = Integer.parseInt(text);
      if (layer >= 1) {
        return layer;
      }
    } catch (NumberFormatException e) {
      throw new Problem("\"" + text + "\": a number from 1 on was expected.", e);
    }
    throw new Problem("\"" + text + "\": a number from 1 on was expected.");
  }

  private static boolean dark(String theme) {
    return switch (theme) {
      case "dark" -> true;
      case "light" -> false;
      default -> throw new Problem("\"" + theme + "\": choose light or dark.");
    };
  }

  /** The entries of a session that every one has. */
  private record Fields(Path file, JsonNode root) {
    <T> T get(String name, Function<String, T> reading) {
      var value = root.path(name);
      if (!value.isValueNode() || value.isNull()) {
        throw new Problem(
            file + ": the entry \"" + name + "\" is missing; add it, or save the session again.");
      }
      return parsed(name, value.asText(), reading);
    }

    <T> T parsed(String name, String text, Function<String, T> reading) {
      try {
        return reading.apply(text);
      } catch (Problem e) {
        throw new Problem(file + ", entry \"" + name + "\": " + e.getMessage(), e);
      }
    }
  }
}
