package io.rapport.connectors.gateway.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private static final long PATIENCE_SECONDS = 10;

  /** A connection may break in a thread that the writing thread is waiting for. */
  @Test
  void aReaderLeavesWhileAMessageIsHandedToIt() {
    Channel channel = new Channel("recommendations", 1_000);
    Leaving reader = new Leaving(channel);
    channel.add(reader, null);

    channel.publish(new StreamMessage(0, 1, "default", "visitor", 2, () -> "{}"));

    assertThat(reader.left).isTrue();
    assertThat(channel.readers()).isEmpty();
  }

  /**
   * A reader that another thread removes while it takes a message, and that waits for the removal.
   */
  private static final class Leaving implements Channel.Reader {
    private final Channel channel;
    private boolean left;

    private Leaving(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void begin(StreamPosition position, boolean gap) {}

    @Override
    public void take(StreamMessage message) {
      CountDownLatch removed = new CountDownLatch(1);
      new Thread(
              () -> {
                channel.remove(this);
                removed.countDown();
              })
          .start();
      try {
        left = removed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
