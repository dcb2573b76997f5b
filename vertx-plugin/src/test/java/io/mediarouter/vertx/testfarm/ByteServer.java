package io.mediarouter.vertx.testfarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of bytes by path: GET, HEAD, one Range, PUT and DELETE. Serves as origin and as
 * distribution server.
 */
public final class ByteServer extends TestServer {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

  private final Map<String, Buffer> files = new ConcurrentHashMap<>();
  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();

  /** An empty server. */
  public ByteServer(Vertx vertx) {
    super(vertx);
  }

  /** Places a file. */
  public ByteServer with(String path, Buffer bytes) {
    files.put(path, bytes);
    return this;
  }

  /** All files by path. */
  public Map<String, Buffer> files() {
    return files;
  }

  /** The requests so far, without those for the root, which are checks. */
  public List<HttpServerRequest> requests() {
    return requests;
  }

  @Override
  protected void serve(HttpServerRequest request) {
    if (!request.path().equals("/")) {
      requests.add(request);
    }
    if (request.method().equals(HttpMethod.PUT)) {
      request.body().onSuccess(body -> put(request, body));
    } else if (request.method().equals(HttpMethod.DELETE)) {
      request.response().setStatusCode(files.remove(request.path()) == null ? 404 : 204).end();
    } else {
      get(request, files.get(request.path()));
    }
  }

  private void put(HttpServerRequest request, Buffer body) {
    files.put(request.path(), body);
    request.response().setStatusCode(201).end();
  }

  private static void get(HttpServerRequest request, Buffer file) {
    if (file == null) {
      request.response().setStatusCode(404).end("nothing here");
      return;
    }
    HttpServerResponse response = request.response();
    response
        .putHeader("etag", "\"" + file.hashCode() + "\"")
        .putHeader("content-type", "video/mp4");
    Buffer body = part(request, response, file);
    response.putHeader("content-length", Integer.toString(body.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }

  private static Buffer part(HttpServerRequest request, HttpServerResponse response, Buffer file) {
    String range = request.getHeader("range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    if (!matcher.matches()) {
      return file;
    }
    long first = Long.parseLong(matcher.group(1));
    if (first >= file.length()) {
      response.setStatusCode(416).putHeader("content-range", "bytes */" + file.length());
      return Buffer.buffer();
    }
    int last = file.length() - 1;
    int from = (int) first;
    int to =
        matcher.group(2).isEmpty() ? last : (int) Math.min(last, Long.parseLong(matcher.group(2)));
    response
        .setStatusCode(206)
        .putHeader("content-range", "bytes " + from + "-" + to + "/" + file.length());
    return file.slice(from, to + 1);
  }
}
