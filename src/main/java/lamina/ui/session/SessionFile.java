package lamina.ui.session;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.ui.session.SessionState.Chosen;
import lamina.ui.text.Messages;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelKinds;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Roles;

/** Sessions as YAML files. */
public final class SessionFile {
  /** Ending of a session's file. */
  public static final String ENDING = ".lamina";

  private static final int FORMAT = 1;
  private static final long MOST_BYTES = 64 << 20;
  private static final int MOST_LAYERS = 10_000;
  private static final List<String> MEMBERS =
      List.of(
          "format",
          "task",
          "language",
          "roles",
          "variant",
          "layer",
          "panel",
          "theme",
          "tables",
          "interface",
          "models",
          "chosen",
          "panels");
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
    write(absolute, text(state, folder(absolute)));
  }

  /**
   * The folder that a file lies in.
   *
   * @throws Problem where the path is that of a file system's root
   */
  private static Path folder(Path file) {
    var folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new Problem(file + ": is no file; name one.");
    }
    return folder;
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
    var chosen = root.putArray("chosen");
    state.chosen().forEach(each -> write(each, folder, chosen));
    var panels = root.putObject("panels");
    state
        .panels()
        .forEach(
            (kind, panel) -> {
              if (!panel.equals(PanelState.NONE)) {
                var entry = panels.putObject(kind.key());
                panel.options().forEach(entry.putObject("options")::put);
                var files = entry.putObject("files");
                panel.files().forEach((name, path) -> files.put(name, relative(path, folder)));
              }
            });
    try {
      return YAML.writeValueAsString(root);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Chosen each, Path folder, ArrayNode list) {
    var entry = list.addObject().put("model", relative(each.directory(), folder));
    each.role().ifPresent(role -> entry.put("role", lower(role)));
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
   * @param kinds panels that it may name
   * @throws Problem naming the file and the entry, and what was expected there; an entry that
   *     nobody knows or that stands twice is none to be passed over
   */
  public static SessionState read(Path file, PanelKinds kinds) {
    var root = Document.yaml(file, MOST_BYTES);
    checkFormat(file, root);
    root.only(MEMBERS);
    var folder = folder(file);
    var panels = new TreeMap<PanelKind, PanelState>(Comparator.comparing(kinds.all()::indexOf));
    root.find("panels")
        .map(Document::members)
        .orElse(Map.of())
        .forEach((name, panel) -> panels.put(kind(panel, name, kinds), panel(panel, folder)));
    return new SessionState(
        root.get("task").read(Task::of),
        root.get("language").read(l -> l.isEmpty() ? l : Languages.of(l).code()),
        root.get("roles").read(SessionFile::roles),
        root.get("variant").read(Variants.KNOWN::of),
        root.get("layer").whole(1, MOST_LAYERS),
        root.get("panel").read(kinds::of),
        root.get("theme").read(SessionFile::dark),
        root.find("tables").map(Document::flag).orElse(false),
        root.get("interface").read(Messages::spoken),
        paths(root, "models", folder),
        chosen(root, folder),
        panels);
  }

  private static void checkFormat(Path file, Document root) {
    var format = root.isGroup() ? root.find("format") : Optional.<Document>empty();
    var number = format.filter(Document::isScalar).map(Document::text).orElse("");
    if (number.matches("[0-9]{1,9}") && Integer.parseInt(number) > FORMAT) {
      throw new Problem(
          file
              + ": format "
              + number
              + " was written by a newer Lamina; this one reads format "
              + FORMAT
              + ". Update Lamina to open it.");
    }
    if (!number.equals(Integer.toString(FORMAT))) {
      throw new Problem(
          file
              + ": is no session: \"format: "
              + FORMAT
              + "\" was expected. Choose a file that Lamina saved.");
    }
  }

  private static PanelKind kind(Document panel, String name, PanelKinds kinds) {
    try {
      return kinds.of(name);
    } catch (Problem e) {
      throw panel.wrong(e.getMessage().replaceAll("\\.$", ""));
    }
  }

  private static PanelState panel(Document panel, Path folder) {
    panel.only(List.of("options", "files"));
    var options = new HashMap<String, String>();
    var files = new HashMap<String, Path>();
    panel
        .find("options")
        .map(Document::members)
        .orElse(Map.of())
        .forEach((name, value) -> options.put(name, value.text()));
    panel
        .find("files")
        .map(Document::members)
        .orElse(Map.of())
        .forEach((name, value) -> files.put(name, value.path(folder).normalize()));
    return new PanelState(options, files);
  }

  private static List<Path> paths(Document root, String name, Path folder) {
    return root.find(name).map(Document::items).orElse(List.of()).stream()
        .map(item -> path(item, folder))
        .toList();
  }

  private static Path path(Document item, Path folder) {
    return item.path(folder).normalize();
  }

  /**
   * Files of before name a choice only where a role had several models, without the role: there the
   * models that were opened stand for their own roles.
   */
  private static List<Chosen> chosen(Document root, Path folder) {
    var written = root.find("chosen").map(Document::items);
    var list = new ArrayList<Chosen>();
    if (written.isEmpty() || written.get().stream().anyMatch(item -> !item.isGroup())) {
      paths(root, "models", folder).forEach(d -> list.add(new Chosen(d, Optional.empty())));
    }
    list.addAll(chosen(written.orElse(List.of()), folder));
    return list;
  }

  private static List<Chosen> chosen(List<Document> items, Path folder) {
    return items.stream()
        .map(
            item -> {
              if (!item.isGroup()) {
                return new Chosen(path(item, folder), Optional.empty());
              }
              item.only(List.of("model", "role"));
              return new Chosen(
                  path(item.get("model"), folder),
                  item.find("role").map(role -> role.read(SessionFile::role)));
            })
        .toList();
  }

  private static Role role(String name) {
    return constant(Role.values(), name, "teacher or student");
  }

  private static Roles roles(String name) {
    return constant(Roles.values(), name, "teacher, student or both");
  }

  private static <E extends Enum<E>> E constant(E[] all, String name, String choices) {
    return Stream.of(all)
        .filter(each -> lower(each).equals(name))
        .findFirst()
        .orElseThrow(() -> new Problem("\"" + name + "\": choose " + choices + "."));
  }

  private static boolean dark(String theme) {
    return switch (theme) {
      case "dark" -> true;
      case "light" -> false;
      default -> throw new Problem("\"" + theme + "\": choose light or dark.");
    };
  }
}
