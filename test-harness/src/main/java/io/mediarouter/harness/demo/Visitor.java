package io.mediarouter.harness.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Somebody who sends requests to the proxies, one after another, and writes down how each was
 * served: from the answer, and from the proxy's access log.
 */
final class Visitor {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MediaClient client = new MediaClient();
  private final Table table;

  Visitor(Table table) {
    this.table = table;
  }

  /**
   * An answer and who gave it.
   *
   * @param option the publishing option taken; empty if none was
   * @param server which server served it; empty if none did
   */
  record Visit(Answer answer, String option, String server) {}

  /** Gets a rendition or an original. */
  Visit get(ProxyProcess proxy, String target, String... headers)
      throws IOException, InterruptedException {
    int before = proxy.accessEntries().size();
    Answer answer = client.get(proxy.media(target), headers);
    JsonNode entry = accessEntry(proxy, before);
    Visit visit = new Visit(answer, entry.path("option").asText(), entry.path("server").asText());
    String extra = headers.length == 0 ? "" : " " + String.join(": ", headers);
    write(proxy.name() + " GET " + target + extra, visit, answer.header("cache-status"));
    return visit;
  }

  private void write(String request, Visit visit, String cacheStatus) {
    Answer answer = visit.answer();
    table.add(
        new Row(
                request,
                visit.option(),
                visit.server(),
                answer.status(),
                answer.firstByteMillis(),
                answer.totalMillis(),
                answer.body().length,
                cacheStatus)
            .cells());
  }

  /** The log is written behind the answer. */
  private static JsonNode accessEntry(ProxyProcess proxy, int before)
      throws IOException, InterruptedException {
    List<JsonNode> entries = proxy.accessEntries();
    for (long left = PATIENCE.toMillis(); left > 0 && entries.size() <= before; left -= 20) {
      Thread.sleep(20);
      entries = proxy.accessEntries();
    }
    if (entries.size() <= before) {
      throw new IOException(proxy.name() + ": no line in the access log");
    }
    return entries.get(entries.size() - 1);
  }

  /** Waits until a proxy knows a rendition to be stored; whether it did in time. */
  boolean awaitStored(ProxyProcess proxy, String target) throws IOException, InterruptedException {
    for (long left = PATIENCE.toMillis(); left > 0; left -= 50) {
      if (client.head(proxy.media(target)).header("cache-status").contains("; hit")) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }
}
