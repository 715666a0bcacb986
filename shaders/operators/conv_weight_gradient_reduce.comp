#version 450
#extension GL_GOOGLE_include_directive : require
// Ends the gradient of a convolution's weights (conv_weight_gradient.comp): adds up what the chunks of the pixels give, always in the same order.
//   output[o][i][kh][kw] = sum over chunks of partial[chunk][item of it][its sum]
// One invocation computes one weight.
//
// partial [chunks][tap tiles][kernel_h][in_tiles][out_tiles][tile_outputs*4][tile_inputs][products][tile_taps]; per_chunk is all but the first
// output  [O][inputs][kernel_h][kernel_w], count of them
// variants: f32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Partial { float partial_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint partial_base;
    uint output_base;
    uint count;
    uint chunks;
    uint per_chunk;
    uint inputs;
    uint kernel_h;
    uint kernel_w;
    uint in_tiles;
    uint out_tiles;
    uint tile_outputs;
    uint tile_inputs;
    uint tile_taps;
    uint products;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint kw = index % p.kernel_w, rest = index / p.kernel_w;
    uint kh = rest % p.kernel_h;
    rest /= p.kernel_h;
    uint i = rest % p.inputs, o = rest / p.inputs;
    uint vector = i / 4;
    uint tile = kw / p.tile_taps * p.kernel_h + kh;
    tile = (tile * p.in_tiles + vector / p.tile_inputs) * p.out_tiles + o / (p.tile_outputs * 4);
    uint at = tile * p.tile_outputs * 4 + o % (p.tile_outputs * 4);
    at = ((at * p.tile_inputs + vector % p.tile_inputs) * p.products + i % 4) * p.tile_taps + kw % p.tile_taps;
    float sum = 0.0;
    for (uint c = 0; c < p.chunks; c++)
        sum += partial_data[p.partial_base + c * p.per_chunk + at];
    output_data[p.output_base + index] = ELEMENT(sum);
}
