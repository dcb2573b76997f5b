package io.mediarouter.vertx.store;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.store.Sidecar;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a stored file from one distribution server to another: streamed, no faster than the
 * other takes it, and looked at there afterwards.
 */
public final class Copier {
  private static final Logger LOG = LoggerFactory.getLogger(Copier.class);
  private static final int OK = 200;
  private static final int LARGEST_SIDECAR = 64 * 1024;

  private final Connections http;
  private final Farm farm;
  private final Calls calls;
  private final Removals removals;
  private final Supplier<Duration> idle;
  private final UploadCheck check;

  /**
   * A copier between servers of {@code farm}.
   *
   * @param removals takes away what may lie there though its copying has failed
   * @param idle tells the longest time in which nothing flows
   */
  public Copier(
      Connections http, Farm farm, Calls calls, Removals removals, Supplier<Duration> idle) {
    this.http = http;
    this.farm = farm;
    this.calls = calls;
    this.removals = removals;
    this.idle = idle;
    this.check = new UploadCheck(http, idle);
  }

  /**
   * Copies a file and what lies beside it to tell what it is; fails unless all of the file lies at
   * {@code to} then.
   */
  public Future<Void> copy(AssetId asset, StoredRendition stored, String from, String to) {
    Call call = calls.beginPatiently(to, Work.STORAGE).orElse(null);
    if (call == null) {
      return Future.failedFuture(Calls.refused(to));
    }
    return read(stored, from)
        .compose(source -> write(stored, source, to))
        .compose(v -> check.look(farm.backEnd(to), stored.path(), stored.bytes()))
        .compose(v -> copySidecar(stored, from, to))
        .onSuccess(v -> call.end(Outcome.SUCCESS))
        .onFailure(cause -> call.end(Outcome.IGNORED, BackEndException.of(to, cause)))
        .onFailure(
            cause ->
                removals.uploadFailed(asset, stored.path(), to, BackEndException.of(to, cause)))
        .onFailure(cause -> calls.records().notStored(to, stored.bytes(), cause));
  }

  /** Paused until somebody takes it. */
  private Future<HttpClientResponse> read(StoredRendition stored, String from) {
    return http.request(request(from, HttpMethod.GET, stored))
        .compose(Answer::begun)
        .compose(
            response ->
                isWhole(response.statusCode(), response.headers(), stored)
                    ? Future.succeededFuture(response)
                    : refused(response, from));
  }

  private static Future<HttpClientResponse> refused(HttpClientResponse response, String from) {
    response.request().reset();
    return Future.failedFuture(wrong(from, response.statusCode(), response.headers(), "GET"));
  }

  private Future<Void> write(StoredRendition stored, HttpClientResponse source, String to) {
    return http.request(request(to, HttpMethod.PUT, stored))
        .map(put -> headed(put, stored))
        .compose(put -> Answer.status(put.send(source)))
        .compose(
            status ->
                status / 100 == 2
                    ? Future.<Void>succeededFuture()
                    : Future.failedFuture(wrong(to, status, "PUT answered " + status)))
        .onFailure(cause -> source.request().reset());
  }

  private static HttpClientRequest headed(HttpClientRequest put, StoredRendition stored) {
    return put.putHeader(HttpHeaders.CONTENT_TYPE, stored.rendition().format().contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(stored.bytes()));
  }

  /**
   * Never fails: what tells of a file can be written again, as long as its rendition is indexed.
   */
  private Future<Void> copySidecar(StoredRendition stored, String from, String to) {
    String path = Sidecar.path(stored.path());
    return http.ask(request(from, HttpMethod.GET, path), idle.get(), LARGEST_SIDECAR)
        .compose(answer -> answer.ok(from))
        .compose(answer -> putSidecar(path, answer.body(), to))
        .onFailure(cause -> LOG.debug("{} is not at {}: {}", path, to, cause.toString()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Integer> putSidecar(String path, Buffer json, String to) {
    return http.request(request(to, HttpMethod.PUT, path))
        .map(put -> put.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"))
        .compose(put -> Answer.status(put.send(json)));
  }

  private static boolean isWhole(int status, MultiMap headers, StoredRendition stored) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return status == OK && Long.toString(stored.bytes()).equals(length);
  }

  private static BackEndException wrong(String id, int status, MultiMap headers, String what) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return wrong(id, status, what + " answered " + status + ", length " + length);
  }

  private static BackEndException wrong(String id, int status, String words) {
    return new BackEndException(id, Ending.COMPLETE, status, words);
  }

  private RequestOptions request(String id, HttpMethod method, StoredRendition stored) {
    return request(id, method, stored.path());
  }

  private RequestOptions request(String id, HttpMethod method, String path) {
    return farm.backEnd(id)
        .request(method, path)
        .setIdleTimeout(Math.max(1, idle.get().toMillis()));
  }
}
