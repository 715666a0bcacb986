// picture[pixel] = (scale * value + shift) per channel, value being the tensor at the pixel, bilinear, half pixels at the edges repeated.
//
// What an image-to-image network computes, as a picture of any size. One invocation colours one pixel. One channel is grey, two are red and
// green, three are opaque, of more the first four count. NaN becomes 0.
//   values  [channels, map_height, map_width]  element `base` being the first
//   picture                                    the part of size `width` × `height` from (`left`, `top`) on is written
// variants: f32 f16
#version 450
#extension GL_GOOGLE_include_directive : require
#include "element.glsl"

layout(local_size_x = 8, local_size_y = 8) in;

layout(binding = 0, set = 0) readonly buffer Values { ELEMENT values[]; };
layout(binding = 0, set = 2, rgba8) writeonly uniform image2D picture;

layout(push_constant) uniform Push {
    uint base;
    uint channels;
    uint left;
    uint top;
    uint width;
    uint height;
    uint map_width;
    uint map_height;
    // Whether the picture's first row is the lowest.
    uint flip;
    float scale;
    float shift;
} p;

float element(uint channel, ivec2 at)
{
    ivec2 inside = clamp(at, ivec2(0), ivec2(p.map_width, p.map_height) - 1);
    return float(values[p.base + (channel * p.map_height + uint(inside.y)) * p.map_width + uint(inside.x)]);
}

float value(uint channel, ivec2 corner, vec2 part)
{
    float above = mix(element(channel, corner), element(channel, corner + ivec2(1, 0)), part.x);
    float below = mix(element(channel, corner + ivec2(0, 1)), element(channel, corner + ivec2(1, 1)), part.x);
    float v = p.scale * mix(above, below, part.y) + p.shift;
    return v > 0.0 ? min(v, 1.0) : 0.0;
}

void main()
{
    uvec2 at = gl_GlobalInvocationID.xy;
    if (at.x >= p.width || at.y >= p.height)
        return;
    vec2 place = (vec2(at) + 0.5) * vec2(p.map_width, p.map_height) / vec2(p.width, p.height) - 0.5;
    ivec2 corner = ivec2(floor(place));
    vec2 part = place - floor(place);
    vec4 color = vec4(0.0, 0.0, 0.0, 1.0);
    for (uint c = 0; c < min(p.channels, 4u); c++)
        color[c] = value(c, corner, part);
    if (p.channels == 1)
        color = vec4(color.rrr, 1.0);
    uint row = p.flip == 1 ? p.height - 1 - at.y : at.y;
    imageStore(picture, ivec2(uvec2(at.x, row) + uvec2(p.left, p.top)), color);
}
