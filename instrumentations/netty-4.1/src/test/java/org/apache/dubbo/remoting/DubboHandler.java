// SPDX-License-Identifier: Apache-2.0
package org.apache.dubbo.remoting;

import io.netty.channel.ChannelInboundHandlerAdapter;

/** A handler by whose name a connection is one of Dubbo. */
public final class DubboHandler extends ChannelInboundHandlerAdapter {}
