package io.mediarouter.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessLogTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void everyMediaRequest_leavesOneLineThatSaysHowItWasServed(HttpClient.Version version)
      throws Exception {
    Path log = folder.resolve("access.log");
    try (var farm = new TestFarm("accessLog: \"" + log + "\"\n")) {
      get(version, farm, TestFarm.ASSET);
      get(version, farm, TestFarm.ASSET + "?height=7");

      await().until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
    }

    List<JsonObject> lines = Files.readAllLines(log).stream().map(JsonObject::new).toList();
    assertThat(lines.get(0).getMap())
        .containsEntry("method", "GET")
        .containsEntry("target", "/media/films/clip.mp4")
        .containsEntry("status", 200)
        .containsEntry("option", "pass-through")
        .containsEntry("server", "o1")
        .containsEntry("ending", "complete")
        .containsEntry("outcome", "success");
    assertThat(lines.get(1).getMap()).containsEntry("status", 400).containsEntry("option", "");
  }

  private static void get(HttpClient.Version version, TestFarm farm, String target)
      throws Exception {
    HttpClient.newBuilder()
        .version(version)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(farm.url(target))).build(), BodyHandlers.ofString());
  }
}
