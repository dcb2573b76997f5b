package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.HedgeDelay;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.ConnectionShares;
import io.mediarouter.vertx.door.FieldNames;
import io.mediarouter.vertx.door.HopByHop;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.flow.ClientBacklog;
import io.mediarouter.vertx.flow.CuttableBody;
import io.mediarouter.vertx.flow.Inlet;
import io.mediarouter.vertx.flow.RelayedResponse;
import io.mediarouter.vertx.flow.Sparing;
import io.mediarouter.vertx.flow.SparingBody;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.load.OrcaField;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.fields.Span;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The host's own way of proxying, taken to a server of the farm with a deadline and clean fields.
 */
public final class Forwarding {
  private static final CharSequence LOAD = FieldNames.of(OrcaField.NAME);

  /** Obsolete (RFC 9111, section 5.5), and the host fails on what it cannot read of it. */
  private static final CharSequence WARNING = FieldNames.of("warning");

  private static final String BYTES = "bytes";

  private final Map<Work, HedgeDelay> delays = new EnumMap<>(Work.class);
  private final BackEnds backEnds;
  private final LoadReporter loads;

  /**
   * Forwards on this way.
   *
   * @param loads is told what answers say of load
   */
  public Forwarding(BackEnds backEnds, LoadReporter loads) {
    this.backEnds = backEnds;
    this.loads = loads;
    for (Work work : Work.values()) {
      delays.put(work, new HedgeDelay());
    }
  }

  /**
   * Sends the request to the first of {@code targets} with the fields that it has, and to a second
   * one if that takes longer than usual; answers that say that the server has failed are failures.
   *
   * @param targets one at least, the best first; those after it are equally good
   * @param isOfUse whether an answer is what was hoped for; else the other's is preferred
   */
  public Future<Forwarded> send(
      Exchange exchange, List<Target> targets, Work work, Predicate<Forwarded> isOfUse) {
    Target first = targets.get(0);
    Call call = backEnds.calls().begin(first.id(), work).orElse(null);
    if (call == null) {
      exchange.refusedBy(first.id(), work);
      return Future.failedFuture(Calls.refused(first.id()));
    }
    exchange.servedBy(first.id());
    var race = new Race(exchange, isOfUse);
    begin(exchange, first, call, race);
    List<Target> others = targets.subList(1, targets.size());
    if (!race.isDecided() && !others.isEmpty()) {
      hedge(exchange, others, work, race);
    }
    return race.winner();
  }

  /** A second server is asked when the first one takes longer than most answers do. */
  private void hedge(Exchange exchange, List<Target> others, Work work, Race race) {
    Duration delay = delayOf(work).delay(backEnds.timeouts().get().firstByte());
    long timer =
        backEnds.vertx().setTimer(delay.toMillis(), id -> askAnother(exchange, others, work, race));
    race.winner().onComplete(decided -> backEnds.vertx().cancelTimer(timer));
  }

  private void begin(Exchange exchange, Target target, Call call, Race race) {
    new Contestant(this, backEnds, exchange, target, call, race).begin();
  }

  private HedgeDelay delayOf(Work work) {
    return Objects.requireNonNull(delays.get(work), "delay");
  }

  private void askAnother(Exchange exchange, List<Target> others, Work work, Race race) {
    if (race.isDecided() || exchange.isOver()) {
      return;
    }
    for (Target other : others) {
      Call call = backEnds.calls().begin(other.id(), work).orElse(null);
      if (call != null) {
        if (backEnds.retries().tryTake()) {
          begin(exchange, other, call, race);
        } else {
          call.end(Ending.NO_ROOM, 0);
        }
        return;
      }
    }
  }

  /** The host's own way would look for meaning in fields that are none of its business. */
  private static ProxyResponse relayed(Exchange exchange, HttpClientResponse response) {
    ProxyResponse relayed = RelayedResponse.of(exchange.context().request(), response);
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return relayed.setBody(
        Body.body(Inlet.stoppable(response), RelayedResponse.length(response), type));
  }

  /**
   * What has begun to come.
   *
   * @throws BackEndException if it says that the server has failed
   */
  Forwarded checked(Exchange exchange, HttpClientResponse answer, Call call, Server server) {
    int status = answer.statusCode();
    loads.acceptInBand(server, answer.headers().get(LOAD));
    if (Outcomes.isFailure(status)) {
      Answer.discard(answer);
      throw new BackEndException(server.id(), Ending.COMPLETE, status, "answered " + status);
    }
    delayOf(call.work()).answered(call.firstByteAfter());
    ProxyResponse response = relayed(exchange, answer);
    clean(response.headers());
    return new Forwarded(response, answer, call);
  }

  private static void clean(MultiMap headers) {
    HopByHop.strip(headers);
    headers.remove(LOAD).remove(WARNING);
  }

  /**
   * Gives the answer a body that is watched, and goes on from other copies where there are some.
   *
   * @param copies what else there is of it; null = nothing
   * @param type its media type; null = as its server says
   */
  public ProxyResponse deliver(
      Exchange exchange, Forwarded forwarded, @Nullable Copies copies, @Nullable String type) {
    ProxyResponse response = forwarded.response();
    Body body = response.getBody();
    var first =
        new Part(body.stream(), forwarded.upstream(), forwarded.call(), response.getStatusCode());
    Resumption resumption = copies == null ? null : resumption(exchange, response, copies);
    Duration idle = backEnds.timeouts().get().idle();
    var stream = new ResumingBody(backEnds.context(), exchange, first, resumption, idle).begin();
    String mediaType = type == null ? body.mediaType() : type;
    ReadStream<Buffer> sent = sparing(stream, resumption, response, exchange);
    BoundedBody bounded = BoundedBody.of(sent, exchange.request());
    return response.setBody(Body.body(bounded, body.length(), mediaType));
  }

  /** Whether its server surely gives parts of it: one that holds what is stored has to. */
  private static boolean isInParts(ProxyResponse response, Work work) {
    return work != Work.ORIGINAL
        || response.getStatusCode() == 206
        || BYTES.equalsIgnoreCase(response.headers().get(HttpHeaders.ACCEPT_RANGES));
  }

  /** Whoever does not read holds a server's connection only while there are enough. */
  private ReadStream<Buffer> sparing(
      ResumingBody body,
      @Nullable Resumption resumption,
      ProxyResponse response,
      Exchange exchange) {
    if (resumption != null
        && resumption.length() >= SparingBody.SHORTEST
        && isInParts(response, body.call().work())) {
      return bitByBit(body, resumption, exchange);
    }
    long length = response.getBody().length();
    return length >= 0 && length < CuttableBody.SHORTEST ? body : cuttable(body, exchange);
  }

  private SparingBody bitByBit(ResumingBody body, Resumption resumption, Exchange exchange) {
    ClientBacklog backlog = AnswerBacklog.of(exchange.request());
    String server = body.call().serverId();
    var source = new BitByBit(body, resumption, exchange, server);
    var sparing = new SparingBody(backEnds.context(), source, resumption.length(), backlog);
    exchange.onFinish(sparing::close);
    offer(sparing, server, exchange);
    return sparing;
  }

  private CuttableBody cuttable(ResumingBody body, Exchange exchange) {
    String server = body.call().serverId();
    var cuttable = new CuttableBody(backEnds.context(), body, () -> cut(server, exchange));
    offer(cuttable, server, exchange);
    return cuttable;
  }

  private static void cut(String server, Exchange exchange) {
    if (!exchange.isAbandoned()) {
      exchange.breakOff(BackEndException.cut(server));
    }
  }

  private void offer(Sparing body, String server, Exchange exchange) {
    ConnectionShares shares = backEnds.http().shares();
    shares.onScarcity(server, exchange.requester(), body);
    exchange.onFinish(() -> shares.forget(server, body));
  }

  private @Nullable Resumption resumption(
      Exchange exchange, ProxyResponse response, Copies copies) {
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      return null;
    }
    String range = response.headers().get(HttpHeaders.CONTENT_RANGE);
    return Span.of(response.getStatusCode(), range, response.getBody().length())
        .map(span -> new Resumption(backEnds, exchange, copies, span))
        .orElse(null);
  }
}
