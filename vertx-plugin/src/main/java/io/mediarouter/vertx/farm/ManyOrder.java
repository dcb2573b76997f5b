package io.mediarouter.vertx.farm;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The body of a request for several renditions of one source: what they have in common, and {@code
 * outputs}, each with the parameters that a rendition alone is asked for by.
 */
public final class ManyOrder {
  private ManyOrder() {}

  /**
   * The order in JSON.
   *
   * @param source where the source lies
   * @param renditions at least one; all of the same part of the source
   * @param taskId the name of the one task that makes them
   */
  public static JsonObject of(
      String source, List<Rendition> renditions, EncodingSpeed speed, String taskId) {
    var order = new JsonObject().put("source", source).put("task", taskId);
    order.put("speed", speed.token());
    Map<String, String> first = RenditionFields.of(renditions.get(0));
    for (String common : List.of(RenditionFields.START, RenditionFields.DURATION)) {
      if (first.containsKey(common)) {
        order.put(common, first.get(common));
      }
    }
    var outputs = new JsonArray();
    renditions.forEach(each -> outputs.add(output(each)));
    return order.put("outputs", outputs);
  }

  private static JsonObject output(Rendition rendition) {
    Map<String, String> fields = RenditionFields.of(rendition);
    fields.remove(RenditionFields.START);
    fields.remove(RenditionFields.DURATION);
    var output = new JsonObject();
    fields.forEach(output::put);
    return output;
  }
}
