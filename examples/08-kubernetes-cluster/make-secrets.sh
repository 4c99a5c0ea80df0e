#!/bin/sh
# Prints the Secrets with the cloud-init data of every machine: sh make-secrets.sh > cluster.secrets
# They hold the keys of a new cluster. Keep the file apart from the manifests, out of Git, and throw it away when all machines have joined.
set -eu
umask 077
api=10.20.20.210 # the ScvmmVirtualIP
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# authority NAME SUBJECT: a key and a certificate that kubeadm takes as the cluster's own
authority() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$2" -keyout "$folder/$1.key" -out "$folder/$1.crt" 2>/dev/null
}
authority ca kubernetes
authority front-proxy-ca front-proxy-ca
authority etcd-ca etcd-ca
openssl genrsa -out "$folder/sa.key" 2048 2>/dev/null
openssl rsa -in "$folder/sa.key" -pubout -out "$folder/sa.pub" 2>/dev/null
pin=$(openssl x509 -in "$folder/ca.crt" -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -r | cut -d' ' -f1)
random=$(openssl rand -hex 11)
token=$(echo "$random" | cut -c1-6).$(echo "$random" | cut -c7-22)

# entry PATH FILE: one of write_files
entry() { printf '  - { path: %s, permissions: "0600", encoding: b64, content: %s }\n' "$1" "$(base64 <"$2" | tr -d '\n')"; }
# config: what kubeadm is told, from standard input
config() { cat >"$folder/kubeadm.yaml"; entry /etc/kubernetes/kubeadm.yaml "$folder/kubeadm.yaml"; }
# join: how a node finds the cluster
join() {
  printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\ndiscovery:\n'
  printf '  bootstrapToken: { apiServerEndpoint: "%s:6443", token: %s, caCertHashes: ["sha256:%s"] }\n' "$api" "$token" "$pin"
}
# secret NAME: a Secret of the text on standard input
secret() {
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: kubernetes }\ndata:\n  value: %s\n' "$1" "$(base64 | tr -d '\n')"
}

cat >"$folder/keepalived.conf" <<CONF
vrrp_script api {
  script "/usr/bin/curl -sfko /dev/null https://localhost:6443/livez"
  interval 3
  fall 3
}
vrrp_instance api {
  state BACKUP
  interface eth0
  virtual_router_id 51
  priority 100
  virtual_ipaddress {
    $api
  }
  track_script {
    api
  }
}
CONF

for number in 1 2 3; do
  {
    printf '#cloud-config\npackages: [keepalived]\nwrite_files:\n'
    entry /etc/kubernetes/pki/ca.crt "$folder/ca.crt"
    entry /etc/kubernetes/pki/ca.key "$folder/ca.key"
    entry /etc/kubernetes/pki/front-proxy-ca.crt "$folder/front-proxy-ca.crt"
    entry /etc/kubernetes/pki/front-proxy-ca.key "$folder/front-proxy-ca.key"
    entry /etc/kubernetes/pki/etcd/ca.crt "$folder/etcd-ca.crt"
    entry /etc/kubernetes/pki/etcd/ca.key "$folder/etcd-ca.key"
    entry /etc/kubernetes/pki/sa.key "$folder/sa.key"
    entry /etc/kubernetes/pki/sa.pub "$folder/sa.pub"
    entry /etc/keepalived/keepalived.conf "$folder/keepalived.conf"
    if [ $number = 1 ]; then
      config <<CONF
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens: [{ token: $token, ttl: 48h0m0s }]
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: contoso
controlPlaneEndpoint: "$api:6443"
networking: { podSubnet: 10.244.0.0/16 }
CONF
      # the first one holds the address itself until there is an API server, and with it a keepalived that is content
      printf 'runcmd:\n  - ip address add %s/32 dev eth0\n  - kubeadm init --config /etc/kubernetes/kubeadm.yaml\n' "$api"
      printf '  - ip address delete %s/32 dev eth0\n  - systemctl restart keepalived\n' "$api"
    else
      { join; printf 'controlPlane: {}\n'; } | config
      printf 'runcmd:\n  - until kubeadm join --config /etc/kubernetes/kubeadm.yaml; do sleep 20; done\n  - systemctl restart keepalived\n'
    fi
  } | secret "control-plane-$number"
done
{
  printf '#cloud-config\nwrite_files:\n'
  join | config
  printf 'runcmd:\n  - until kubeadm join --config /etc/kubernetes/kubeadm.yaml; do sleep 20; done\n'
} | secret worker
