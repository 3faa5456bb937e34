// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The arguments of a command that its text shows: keys, fields, ranges and options, but no stored values, messages or
 * secrets. Nothing is shown of a command that is not listed here.
 */
final class ShownArguments {
    /** The script or its digest, the number of keys, and the keys. */
    static final ShownArguments SCRIPT = new ShownArguments(2, false);

    private static final Map<String, ShownArguments> COMMANDS = new HashMap<>();
    private static final ShownArguments NONE = first(0);

    static {
        all("BITCOUNT BITFIELD BITFIELD_RO BITOP BITPOS DECR DECRBY GET GETBIT GETDEL GETEX GETRANGE INCR INCRBY");
        all("INCRBYFLOAT LCS MGET SETBIT STRLEN SUBSTR");
        all("COPY DEL DUMP EXISTS EXPIRE EXPIREAT EXPIRETIME KEYS MOVE OBJECT PERSIST PEXPIRE PEXPIREAT PEXPIRETIME");
        all("PTTL RANDOMKEY RENAME RENAMENX SCAN SORT SORT_RO TOUCH TTL TYPE UNLINK WAIT WAITAOF");
        all("HDEL HEXISTS HEXPIRE HEXPIREAT HEXPIRETIME HGET HGETALL HGETDEL HGETEX HINCRBY HINCRBYFLOAT HKEYS HLEN");
        all("HMGET HPERSIST HPEXPIRE HPEXPIREAT HPEXPIRETIME HPTTL HRANDFIELD HSCAN HSTRLEN HTTL HVALS");
        all("BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH LINDEX LLEN LMOVE LMPOP LPOP LRANGE LTRIM RPOP RPOPLPUSH");
        all("SCARD SDIFF SDIFFSTORE SINTER SINTERCARD SINTERSTORE SMEMBERS SPOP SRANDMEMBER SSCAN SUNION SUNIONSTORE");
        all("BZMPOP BZPOPMAX BZPOPMIN ZCARD ZDIFF ZDIFFSTORE ZINTER ZINTERCARD ZINTERSTORE ZMPOP ZPOPMAX ZPOPMIN");
        all("ZRANDMEMBER ZRANGE ZRANGESTORE ZREMRANGEBYRANK ZREVRANGE ZSCAN ZUNION ZUNIONSTORE PFCOUNT PFMERGE");
        all("XACK XAUTOCLAIM XCLAIM XDEL XGROUP XINFO XLEN XPENDING XRANGE XREAD XREADGROUP XREVRANGE XTRIM");
        all("PSUBSCRIBE PUBSUB PUNSUBSCRIBE SSUBSCRIBE SUBSCRIBE SUNSUBSCRIBE UNSUBSCRIBE");
        all("DISCARD EXEC MULTI UNWATCH WATCH SCRIPT");
        all("ASKING CLIENT CLUSTER FAILOVER QUIT READONLY READWRITE RESET SELECT");
        all(
                "BGREWRITEAOF BGSAVE COMMAND DBSIZE FLUSHALL FLUSHDB INFO LASTSAVE LATENCY LOLWUT MEMORY MONITOR REPLICAOF");
        all("ROLE SAVE SHUTDOWN SLAVEOF SLOWLOG SWAPDB TIME");
        all("GEODIST GEOHASH GEOPOS GEORADIUS GEORADIUS_RO GEORADIUSBYMEMBER GEORADIUSBYMEMBER_RO GEOSEARCH");
        all("GEOSEARCHSTORE");
        put(first(1), "APPEND GETSET SET SETNX SETRANGE GEOADD HSETEX PFADD PUBLISH SPUBLISH XADD");
        put(first(1), "LPOS LPUSH LPUSHX LREM LSET RPUSH RPUSHX SADD SISMEMBER SMISMEMBER SREM");
        put(first(1), "ZADD ZCOUNT ZINCRBY ZLEXCOUNT ZMSCORE ZRANGEBYLEX ZRANGEBYSCORE ZRANK ZREM ZREMRANGEBYLEX");
        put(first(1), "ZREMRANGEBYSCORE ZREVRANGEBYLEX ZREVRANGEBYSCORE ZREVRANK ZSCORE ACL");
        put(first(2), "PSETEX SETEX HSETNX LINSERT RESTORE SMOVE CONFIG");
        // HELLO can have a user and a password behind its version.
        put(first(1), "HELLO");
        // MIGRATE can have a password behind the host, port, key, database and timeout.
        put(first(5), "MIGRATE");
        put(new ShownArguments(0, true), "MSET MSETNX");
        put(new ShownArguments(1, true), "HSET HMSET");
        put(SCRIPT, "EVAL EVAL_RO EVALSHA EVALSHA_RO FCALL FCALL_RO");
    }

    /** The number of arguments at the beginning that are shown. */
    private final int first;

    /** Pairs of a name and a value follow, of which the names are shown. */
    private final boolean pairs;

    private ShownArguments(int first, boolean pairs) {
        this.first = first;
        this.pairs = pairs;
    }

    private static ShownArguments first(int count) {
        return new ShownArguments(count, false);
    }

    private static void all(String commands) {
        put(first(Integer.MAX_VALUE), commands);
    }

    private static void put(ShownArguments shown, String commands) {
        for (String command : commands.split(" ", -1)) {
            COMMANDS.put(command, shown);
        }
    }

    static ShownArguments of(String command) {
        ShownArguments shown = COMMANDS.get(command);
        return shown == null ? COMMANDS.getOrDefault(command.toUpperCase(Locale.ROOT), NONE) : shown;
    }

    boolean shows(int index) {
        return index < first || (pairs && ((index - first) & 1) == 0);
    }
}
