package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.state.durable.DurableSharedState;
import io.mediarouter.state.durable.DurableStore;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What speculation has cost and brought is still known when all proxies were stopped. */
class KeptLedgerTest {
  @TempDir private Path directory;

  @Test
  void resultsOfAnEarlierLife_areThere_andStayInTheBooks() throws Exception {
    Path data = directory.resolve("data");
    try (var earlier =
        DurableSharedState.over(new InMemoryCluster().join("p"), DurableStore.inDirectory(data))) {
      var account = new Account(50, 80, 5, 4, 3, 9, Instant.now());
      earlier.speculation().put("p:next-pieces", new LedgerRow(account, null, 0));
    }
    String kept = "durable: {store: file, directory: '" + data + "'}\n";

    for (int life = 0; life < 2; life++) {
      try (var farm = new TestFarm(kept)) {
        await().until(() -> predictor(farm.proxy()).getDouble("spent_core_seconds") > 49);
        assertThat(predictor(farm.proxy()).getDouble("saved_core_seconds")).isBetween(79.0, 80.0);
      }
    }
  }

  private static JsonObject predictor(ProxyServer proxy) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/speculation");
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return new JsonObject(answer.body())
        .getJsonArray("predictors").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("predictor").equals("next-pieces"))
            .findFirst()
            .orElseThrow();
  }
}
