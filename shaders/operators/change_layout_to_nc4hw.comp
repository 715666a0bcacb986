#version 450
#extension GL_GOOGLE_include_directive : require
// Plain pictures to Nc4hw ones (layout.glsl):
//   output[n][v][i][j] = input[n][4*v + j][i], 0 where there is no such channel
// One invocation writes one vector.
//
// input  [N][channels][pixels] elements, read in vectors of 4 from the start of its binding
// output [N][ceil(channels / 4)][pixels] vectors, count of them
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"

BUFFER4(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint channels;
    uint vectors;
    uint pixels;
} p;

float element(uint index)
{
    vec4 around = LOAD4(input_data, index / 4);
    uint place = index % 4;
    return place < 2 ? (place == 0 ? around.x : around.y) : (place == 2 ? around.z : around.w);
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint plane = index / p.pixels;
    uint pixel = index - plane * p.pixels;
    uint picture = plane / p.vectors;
    uint channel = (plane - picture * p.vectors) * 4;
    uint at = p.input_base + (picture * p.channels + channel) * p.pixels + pixel;
    vec4 value = vec4(0);
    for (uint i = 0; i < 4; i++) {
        if (channel + i < p.channels)
            value[i] = element(at + i * p.pixels);
    }
    output_data[p.output_base / 4 + index] = ELEMENT4(value);
}
