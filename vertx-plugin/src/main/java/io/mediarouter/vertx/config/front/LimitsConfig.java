package io.mediarouter.vertx.config.front;

import io.mediarouter.request.ClientKey;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;

/** The bounds of what a proxy takes on itself. */
public record LimitsConfig(
    @Key(value = "Media requests at a time.", absent = "4096", range = "1..1000000") int requests,
    @Key(value = "Requests that wait for capacity at a time.", absent = "256", range = "0..1000000")
        int waiting,
    @Key(
            value = "Requests of one client that wait for capacity at a time.",
            absent = "16",
            range = "0..1000000")
        int waitingPerClient,
    @Key(
            value =
                "What tells clients apart, for fairness: address, header:NAME, cookie:NAME or"
                    + " query:NAME. A header, cookie or query parameter must be set by a front of"
                    + " yours: whoever can choose it can be many clients.",
            absent = "address",
            as = ClientKeyForm.class)
        ClientKey clientKey,
    @Key(
            value =
                "Largest part of the transcoding servers' cores that may work for one client while"
                    + " others are there, of requests, and of the bytes that wait for clients. 1:"
                    + " all.",
            absent = "0.75",
            range = "0<..1")
        double sharePerClient,
    @Key(
            value = "Requests that wait for a connection to one server at a time.",
            absent = "256",
            range = "0..1000000")
        int waitingPerServer,
    @Key(
            value =
                "Longest wait of the stand-alone proxy for the head of a client's request, and"
                    + " between two of them on one connection.",
            absent = "15s")
        Duration requestHead,
    @Key(
            value =
                "Bytes a second that a client has to take at least. 0: it may be as slow as it"
                    + " likes.",
            absent = "1k")
        long slowestClient,
    @Key(
            value =
                "Bytes of answers that wait for their clients at a time, in this proxy. 0: half of"
                    + " what the JVM's heap may become.",
            absent = "0")
        long unsent,
    @Key(
            value =
                "How long a proxy that is to stop still takes requests, while GET health says 503"
                    + " already, so that balancers hear of it first.",
            absent = "2s",
            zero = true)
        Duration lameDuck,
    @Key(
            value = "How long what is under way may take to finish when the proxy stops.",
            absent = "15s",
            zero = true)
        Duration shutdown) {
  public static final LimitsConfig DEFAULT = RecordForm.defaults(LimitsConfig.class);

  public LimitsConfig {
    Checks.atLeast("limits.requests", requests, 1);
    Checks.atLeast("limits.waiting", waiting, 0);
    Checks.atLeast("limits.waitingPerClient", waitingPerClient, 0);
    Checks.require(
        sharePerClient > 0 && sharePerClient <= 1,
        "limits.sharePerClient",
        Double.toString(sharePerClient),
        "above 0, at most 1");
    Checks.atLeast("limits.waitingPerServer", waitingPerServer, 0);
    Checks.positive("limits.requestHead", requestHead);
    Checks.atLeast("limits.slowestClient", slowestClient, 0);
    Checks.atLeast("limits.unsent", unsent, 0);
    Checks.atLeast("limits.lameDuck", lameDuck.toMillis(), 0);
    Checks.atLeast("limits.shutdown", shutdown.toMillis(), 0);
  }
}
