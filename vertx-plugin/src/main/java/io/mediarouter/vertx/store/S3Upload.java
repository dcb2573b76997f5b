package io.mediarouter.vertx.store;

import io.mediarouter.media.Rendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.ErrorDetail;
import io.mediarouter.vertx.entry.MultipartAnswers;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.spool.FinishedOutput;
import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One upload to an S3 store, which refuses what is not the bytes whose SHA-256 was signed: at once,
 * or in parts where it is large. A part is read twice, first for its digest.
 */
final class S3Upload {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final Connections http;
  private final BackEnd server;
  private final Call call;
  private final Duration idle;
  private final Context context;

  /**
   * An upload.
   *
   * @param call watches over it
   * @param idle the longest time in which the server takes nothing
   * @param context where it runs
   */
  S3Upload(Connections http, BackEnd server, Call call, Duration idle, Context context) {
    this.http = http;
    this.server = server;
    this.call = call;
    this.idle = idle;
    this.context = context;
  }

  Future<Void> put(String path, Rendition rendition, FinishedOutput output) {
    String type = rendition.format().contentType();
    if (output.length() > server.partBytes()) {
      return inParts(path, type, output);
    }
    Future<String> digest =
        output.file().isAsMade()
            ? Future.succeededFuture(output.digest())
            : digest(output, 0, output.length());
    return digest
        .onSuccess(output::read)
        .compose(sha256 -> send(path, type, output, 0, output.length(), sha256))
        .mapEmpty();
  }

  private Future<Void> inParts(String path, String type, FinishedOutput output) {
    return ask(HttpMethod.POST, path + "?uploads=", type, Buffer.buffer())
        .compose(answer -> known(MultipartAnswers.uploadId(answer.body().toString())))
        .compose(
            id ->
                parts(path, id, output, new ArrayList<>())
                    .compose(etags -> complete(path, id, etags))
                    .onFailure(cause -> abort(path, id)));
  }

  private Future<String> known(String uploadId) {
    return uploadId.isEmpty()
        ? failed(OK, "POST ?uploads answered without an UploadId")
        : Future.succeededFuture(uploadId);
  }

  /** One part after the other, so that an upload never takes more than one connection. */
  private Future<List<String>> parts(
      String path, String id, FinishedOutput output, List<String> etags) {
    long begin = etags.size() * server.partBytes();
    if (begin >= output.length()) {
      return Future.succeededFuture(etags);
    }
    long end = Math.min(output.length(), begin + server.partBytes());
    String target = path + "?partNumber=" + (etags.size() + 1) + "&uploadId=" + id;
    return digest(output, begin, end)
        .compose(sha256 -> send(target, "", output, begin, end, sha256))
        .onSuccess(answer -> etags.add(String.valueOf(answer.headers().get(HttpHeaders.ETAG))))
        .compose(answer -> parts(path, id, output, etags));
  }

  /** The answer may begin before the store knows whether it has succeeded. */
  private Future<Void> complete(String path, String id, List<String> etags) {
    Buffer list = Buffer.buffer(MultipartAnswers.completion(etags));
    return ask(HttpMethod.POST, path + "?uploadId=" + id, "application/xml", list)
        .compose(
            answer ->
                MultipartAnswers.isError(answer.body().toString())
                    ? failed(OK, "POST ?uploadId answered 200 with an error")
                    : Future.succeededFuture());
  }

  private void abort(String path, String id) {
    http.ask(server.request(HttpMethod.DELETE, path + "?uploadId=" + id), idle, MOST_BYTES);
  }

  private Future<String> digest(FinishedOutput output, long begin, long end) {
    Promise<String> whole = Promise.promise();
    context.runOnContext(v -> digest(output.openReader(context, begin, end), whole));
    return whole.future();
  }

  private static void digest(SpoolReader reader, Promise<String> whole) {
    ReadStream<Buffer> summed = SummedBody.of(reader, whole::tryComplete);
    summed.exceptionHandler(whole::tryFail).endHandler(v -> {}).handler(chunk -> {});
  }

  private Future<Answer> send(
      String target, String type, FinishedOutput output, long begin, long end, String sha256) {
    SpoolReader reader = output.openReader(context, begin, end);
    return http.request(server.request(HttpMethod.PUT, target, sha256))
        .onSuccess(put -> call.watch(new UploadFlow(call.serverId(), reader, put, context, idle)))
        .map(put -> typed(put, type))
        .map(put -> put.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(end - begin)))
        .compose(put -> put.send(reader).compose(response -> read(put, response)))
        .compose(answer -> accepted(answer, "PUT"))
        .onComplete(done -> context.runOnContext(v -> reader.close()));
  }

  private Future<Answer> read(HttpClientRequest put, HttpClientResponse response) {
    return Answer.to(put, Future.succeededFuture(response), idle, MOST_BYTES);
  }

  private static HttpClientRequest typed(HttpClientRequest request, String type) {
    return type.isEmpty() ? request : request.putHeader(HttpHeaders.CONTENT_TYPE, type);
  }

  private Future<Answer> ask(HttpMethod method, String target, String type, Buffer body) {
    return http.ask(
            server.request(method, target),
            request -> typed(request, type).send(body),
            idle,
            MOST_BYTES)
        .compose(answer -> accepted(answer, method.name()));
  }

  private Future<Answer> accepted(Answer answer, String method) {
    return answer.status() / 100 == 2
        ? Future.succeededFuture(answer)
        : failed(answer.status(), method + " answered " + answer.status() + said(answer));
  }

  private static String said(Answer answer) {
    return ErrorDetail.ofStore(answer.body()).map(words -> ": " + words).orElse("");
  }

  private <T> Future<T> failed(int status, String words) {
    String id = server.server().id();
    return Future.failedFuture(new BackEndException(id, Ending.COMPLETE, status, words));
  }
}
