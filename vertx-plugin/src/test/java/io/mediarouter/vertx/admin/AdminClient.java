package io.mediarouter.vertx.admin;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A client of a proxy's operators' interface; in bodies, ' stands for ". */
record AdminClient(int port) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HttpResponse<String> send(String method, String target, String body, String... fields)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("content-type", "application/json"));
    all.addAll(List.of(fields));
    var request =
        HttpRequest.newBuilder(uri(target))
            .headers(all.toArray(String[]::new))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> order(String body, String... fields) throws Exception {
    return send("POST", "/admin/jobs", body, fields);
  }

  JsonObject json(String target) throws Exception {
    return new JsonObject(send("GET", target, "").body());
  }

  private URI uri(String target) {
    return URI.create("http://127.0.0.1:" + port + target);
  }
}
