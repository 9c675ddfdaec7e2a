#!/usr/bin/env bash
# Records corpora/normal-web: nginx serves files and passes on to a small application that asks Redis
# and SQLite; a load of requests by ab and curl, a reload, an upload of files, a backup of the data.
#
# Debian packages: nginx-light redis-server sqlite3 curl apache2-utils python3
. "$(dirname "$0")/lab.sh"
need nginx redis-server redis-cli sqlite3 curl ab python3
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /srv/www /srv/data /var/log/nginx /run/redis
for i in $(seq 20); do seq $((i * 100)) >"/srv/www/page$i.txt"; done
sqlite3 /srv/data/shop.db 'create table item (id integer primary key, name text);
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 500) insert into item select i, "item " || i from n'
cat >/srv/app/shop.py <<'PY'
import http.server, socket, sqlite3

class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        item = self.path.rsplit("/", 1)[-1]
        with socket.create_connection(("127.0.0.1", 6379)) as cache:
            cache.sendall(f"GET item:{item}\r\n".encode())
            found = cache.recv(200)
            if found.startswith(b"$-1"):
                database = sqlite3.connect("/srv/data/shop.db")
                row = database.execute("select name from item where id = ?", (item,)).fetchone()
                database.close()
                cache.sendall(f"SET item:{item} {str(row[0] if row else 'none').replace(' ', '_')}\r\n".encode())
                found = cache.recv(200)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(found)
    def log_message(self, *_):
        pass

http.server.ThreadingHTTPServer(("127.0.0.1", 8000), Shop).serve_forever()
PY
cat >/srv/app/nginx.conf <<'CONF'
user www-data;
worker_processes 2;
pid /run/nginx.pid;
events { worker_connections 256; }
http {
  access_log /var/log/nginx/access.log;
  server {
    listen 127.0.0.1:80;
    root /srv/www;
    location /item/ { proxy_pass http://127.0.0.1:8000; }
  }
}
CONF
END
}

cd "$scripts"
begin normal-web
lab /usr/bin/redis-server --bind 127.0.0.1 --dir /srv/data --save '' --daemonize yes >/dev/null
lab /usr/bin/setpriv --reuid=33 --regid=33 --clear-groups /usr/bin/python3 /srv/app/shop.py 2>/dev/null &
lab /usr/sbin/nginx -c /srv/app/nginx.conf 2>/dev/null
sleep 1.5
lab /bin/bash -c '
  ab -q -n 1200 -c 8 http://127.0.0.1/page3.txt
  ab -q -n 300 -c 4 http://127.0.0.1/item/17
  for i in $(seq 25); do curl -s http://127.0.0.1/item/$i; curl -s -o /dev/null http://127.0.0.1/page$((i % 20 + 1)).txt; done
  curl -s http://127.0.0.1/none.txt
  for i in 21 22 23; do seq $i >/srv/www/page$i.txt; done
  /usr/sbin/nginx -c /srv/app/nginx.conf -s reload; sleep 0.5
  ab -q -n 500 -c 8 http://127.0.0.1/page21.txt
  redis-cli -h 127.0.0.1 dbsize; redis-cli -h 127.0.0.1 save
  sqlite3 /srv/data/shop.db "select count(*) from item" "vacuum into \"/srv/data/backup.db\""
  gzip -f /srv/data/backup.db' >/dev/null 2>&1
lab /bin/bash -c '/usr/sbin/nginx -c /srv/app/nginx.conf -s quit; redis-cli -h 127.0.0.1 shutdown nosave' >/dev/null 2>&1
finish
