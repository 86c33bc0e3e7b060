package lamina.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes a document in place: values, names, orders, or parts of another document. */
public final class Trees {
  /** A container below which nothing is looked at: there are enough alike. */
  private static final int MANY = 60;

  private Trees() {}

  /**
   * Changes one place.
   *
   * @param root a group or a list
   * @param other where a part may come from
   */
  public static void change(ContainerNode<?> root, JsonNode other, Random random) {
    var places = new ArrayList<ContainerNode<?>>();
    containers(root, places);
    var place = places.get(random.nextInt(places.size()));
    if (place.isEmpty()) {
      grow(place, Values.any(random), random);
    } else if (place instanceof ObjectNode group) {
      group(group, other, random);
    } else {
      list((ArrayNode) place, other, random);
    }
  }

  private static void containers(JsonNode node, List<ContainerNode<?>> places) {
    if (node instanceof ContainerNode<?> container) {
      places.add(container);
      if (places.size() < 4000) {
        int count = 0;
        for (var child : node) {
          if (++count > MANY) {
            break;
          }
          containers(child, places);
        }
      }
    }
  }

  private static void grow(ContainerNode<?> place, JsonNode value, Random random) {
    if (place instanceof ObjectNode group) {
      group.set(Values.text(random), value);
    } else {
      ((ArrayNode) place).add(value);
    }
  }

  private static void group(ObjectNode group, JsonNode other, Random random) {
    var names = new ArrayList<String>();
    group.fieldNames().forEachRemaining(names::add);
    var name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> group.remove(name);
      case 1 -> grow(group, Values.any(random), random);
      case 2 -> group.set(Values.text(random), group.remove(name));
      case 3 -> group.set(name, like(group.get(name), random));
      case 4, 5 -> {
        var found = other.findValues(name);
        group.set(
            name,
            found.isEmpty()
                ? like(group.get(name), random)
                : found.get(random.nextInt(found.size())).deepCopy());
      }
      case 6 -> group.set(name, group.get(names.get(random.nextInt(names.size()))).deepCopy());
      default -> group.set(name, Values.any(random));
    }
  }

  private static void list(ArrayNode list, JsonNode other, Random random) {
    int at = random.nextInt(list.size());
    switch (random.nextInt(7)) {
      case 0 -> list.remove(at);
      case 1 -> list.insert(at, Values.any(random));
      case 2 -> {
        for (int i = random.nextInt(1, 6); i > 0; i--) {
          list.insert(at, list.get(at).deepCopy());
        }
      }
      case 3 -> {
        var items = new ArrayList<JsonNode>();
        list.forEach(items::add);
        Collections.shuffle(items, random);
        list.removeAll();
        list.addAll(items);
      }
      case 4, 5 -> list.set(at, like(list.get(at), random));
      default -> list.set(at, Values.any(random));
    }
  }

  /** Another value of the same kind. */
  private static JsonNode like(JsonNode value, Random random) {
    for (int i = 0; i < 40; i++) {
      var other = Values.any(random);
      if (other.getNodeType() == value.getNodeType()) {
        return other;
      }
    }
    return value.deepCopy();
  }
}
