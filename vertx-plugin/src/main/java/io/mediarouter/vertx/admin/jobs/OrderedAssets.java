package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.media.AssetId;
import io.vertx.core.json.JsonArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The assets that an order is for: one, a list, or all that are known below a prefix.
 *
 * @param named those that the order names, each once; empty where it names a prefix
 * @param prefix start of the paths of the assets; null where they are named
 * @param single whether the order is for one asset by its form, and so one job
 */
record OrderedAssets(List<AssetId> named, @Nullable String prefix, boolean single) {
  /** Most assets that one order may be for. */
  static final int MOST = 1000;

  static final String ASSET = "asset";
  static final String ASSETS = "assets";
  static final String PREFIX = "prefix";
  private static final List<String> FORMS = List.of(ASSET, ASSETS, PREFIX);

  static OrderedAssets read(OrderFields order) {
    List<String> given = FORMS.stream().filter(order::has).toList();
    if (given.size() > 1) {
      throw OrderFields.invalid(
          given.get(1), order.value(given.get(1)), "only one of " + String.join(", ", FORMS));
    }
    return switch (given.isEmpty() ? ASSET : given.get(0)) {
      case ASSETS -> new OrderedAssets(list(order.value(ASSETS)), null, false);
      case PREFIX -> new OrderedAssets(List.of(), prefix(order.value(PREFIX)), false);
      default ->
          new OrderedAssets(List.of(OrderFields.asset(ASSET, order.value(ASSET))), null, true);
    };
  }

  private static List<AssetId> list(@Nullable Object json) {
    if (!(json instanceof JsonArray array) || array.isEmpty() || array.size() > MOST) {
      throw OrderFields.invalid(ASSETS, json, "a list of 1.." + MOST + " paths of sources");
    }
    Set<AssetId> assets = new LinkedHashSet<>();
    for (int i = 0; i < array.size(); i++) {
      assets.add(OrderFields.asset(ASSETS + "[" + i + "]", array.getValue(i)));
    }
    return List.copyOf(assets);
  }

  private static String prefix(@Nullable Object json) {
    if (json instanceof String text && !text.isEmpty() && text.length() <= AssetId.MAX_LENGTH) {
      return text;
    }
    String allowed = "the start of the sources' paths, such as films/, 1.." + AssetId.MAX_LENGTH;
    throw OrderFields.invalid(PREFIX, json, allowed + " characters");
  }
}
