package io.mediarouter.vertx.config.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The place of a value in the configuration: names of keys, and indices of list items. */
public record KeyPath(List<Object> elements) {
  public static final KeyPath ROOT = new KeyPath(List.of());

  private static final Set<String> SECRET = Set.of("headers", "basic", "password", "token");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  public KeyPath {
    elements = List.copyOf(elements);
  }

  /** The path of a key in this map. */
  public KeyPath key(String name) {
    return with(name);
  }

  /** The path of an item in this list. */
  public KeyPath item(int index) {
    return with(index);
  }

  private KeyPath with(Object element) {
    var longer = new ArrayList<>(elements);
    longer.add(element);
    return new KeyPath(longer);
  }

  /** Whether no error may show what stands there; of other sites' fields only the names do. */
  boolean isSecret() {
    return SECRET.stream().anyMatch(elements::contains) && !elements.get(0).equals("cors");
  }

  /** The path of the map or list that this one stands in; the root's is the root. */
  KeyPath parent() {
    return elements.isEmpty() ? this : new KeyPath(elements.subList(0, elements.size() - 1));
  }

  /** As operators write it: {@code servers[1].capacity}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    elements.forEach(element -> append(text, element));
    return text.toString();
  }

  private static void append(StringBuilder text, Object element) {
    if (element instanceof Integer) {
      text.append('[').append(element).append(']');
    } else if (PLAIN.matcher((String) element).matches()) {
      text.append(text.isEmpty() ? "" : ".").append(element);
    } else {
      text.append('[').append(Values.quoted((String) element)).append(']');
    }
  }
}
