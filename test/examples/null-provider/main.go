// HashiCorp's null provider, for the examples that make hooks with @cdktf/provider-null. Its releases 3.x cannot be had as a Go module:
// their go.mod names a path without /v3, so that Go's proxy has 1.0.0 alone. For null_resource and its triggers that is the same provider;
// it is linked here with a plugin SDK of its time that speaks protocol 5, as Terraform 1.x does.
package main

import (
	"github.com/hashicorp/terraform/plugin"
	"github.com/terraform-providers/terraform-provider-null/null"
)

func main() { plugin.Serve(&plugin.ServeOpts{ProviderFunc: null.Provider}) }
