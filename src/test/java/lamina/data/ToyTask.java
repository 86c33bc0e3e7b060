package lamina.data;

import java.util.List;
import java.util.Map;

/** Whether a word has more than three letters, as docs/extending.md declares a task. */
public record ToyTask() implements Task {
  @Override
  public String key() {
    return "toy";
  }

  @Override
  public String label() {
    return "Toy";
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public List<String> labels() {
    return List.of("short", "long");
  }

  @Override
  public String labelsInWords() {
    return "short and long";
  }

  @Override
  public List<String> tagColumns() {
    return List.of("toy_tags", "tags", "labels");
  }

  @Override
  public Map<String, String> otherNames() {
    return Map.of("BRIEF", "short");
  }
}
