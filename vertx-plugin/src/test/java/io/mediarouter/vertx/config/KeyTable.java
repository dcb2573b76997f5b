package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.KeyForm;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.servers.ServerKeys;
import io.mediarouter.vertx.config.servers.ServersForm;
import java.util.List;

/** The table of all keys in the documentation, made of the records. */
final class KeyTable {
  private final StringBuilder text = new StringBuilder();

  private KeyTable() {}

  static String text() {
    var table = new KeyTable();
    table.text.append("| key | default | what it is | |\n|---|---|---|---|\n");
    table.addAll(RecordForm.of(MediaRoutingConfig.class).keys(), "", false);
    return table.text.toString();
  }

  private void addAll(List<KeyForm<?>> keys, String path, boolean fixed) {
    for (KeyForm<?> each : keys) {
      Key key = each.key();
      if (key == null) {
        addAll(each.form().keys(), path, fixed);
      } else {
        add(each, key, path, fixed || key.fixed());
      }
    }
  }

  private void add(KeyForm<?> each, Key key, String path, boolean fixed) {
    String absent = key.absent().isEmpty() ? "" : "`" + key.absent() + "`";
    boolean whole = each.isMap() && key.absent().isEmpty();
    row(path + each.name(), absent, key.value(), fixed && !whole ? "restart" : "");
    if (whole) {
      addAll(each.form().keys(), path + each.name() + ".", fixed);
    } else if (each.form() instanceof ServersForm) {
      addAll(RecordForm.of(ServerKeys.class).keys(), "servers[].", fixed);
    }
  }

  private void row(String... cells) {
    text.append("| `").append(cells[0]).append("` |");
    for (String cell : List.of(cells).subList(1, cells.length)) {
      text.append(' ').append(cell.replace("|", "\\|").replace("*", "\\*")).append(" |");
    }
    text.append('\n');
  }
}
