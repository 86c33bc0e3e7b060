package lamina.chart.export;

import java.awt.Color;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Says in fewer characters what a drawing says: nothing that is seen changes. */
final class SvgCompaction {
  private static final Pattern COLOR = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
  private static final String TRANSFORM = "transform";

  private SvgCompaction() {}

  /** Changes an element and what is in it. */
  static void compact(Element element) {
    attributes(element);
    var children = new ArrayList<Element>();
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element e) {
        children.add(e);
      }
    }
    children.forEach(SvgCompaction::compact);
    for (int i = 0; i < children.size(); i++) {
      var transform = children.get(i).getAttributeNS(null, TRANSFORM);
      int end = i + 1;
      while (end < children.size()
          && children.get(end).getAttributeNS(null, TRANSFORM).equals(transform)) {
        end++;
      }
      if (!transform.isEmpty() && end - i > 1) {
        group(element, transform, children.subList(i, end));
      }
      i = end - 1;
    }
  }

  /** One transformation for neighbours that share it. */
  private static void group(Element parent, String transform, Iterable<Element> members) {
    var group = parent.getOwnerDocument().createElementNS(SvgWriter.SVG, "g");
    group.setAttributeNS(null, TRANSFORM, transform);
    parent.insertBefore(group, members.iterator().next());
    for (Node member : members) {
      ((Element) member).removeAttributeNS(null, TRANSFORM);
      group.appendChild(member);
    }
  }

  /** There is no text whose font could be told, and hints at speed are the reader's business. */
  private static void attributes(Element element) {
    var attributes = element.getAttributes();
    for (int i = attributes.getLength() - 1; i >= 0; i--) {
      var attribute = (Attr) attributes.item(i);
      var name = attribute.getName();
      if (name.startsWith("font-") || name.endsWith("-rendering") || name.startsWith("color-")) {
        element.removeAttributeNode(attribute);
      } else if (attribute.getValue().startsWith("rgb(")) {
        attribute.setValue(color(attribute.getValue()));
      }
    }
  }

  private static String color(String value) {
    return COLOR.matcher(value).replaceAll(SvgCompaction::hexadecimal);
  }

  private static String hexadecimal(java.util.regex.MatchResult m) {
    var color =
        new Color(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)));
    return Matcher.quoteReplacement(String.format("#%06x", color.getRGB() & 0xFFFFFF));
  }
}
