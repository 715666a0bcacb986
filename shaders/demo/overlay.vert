#version 450
// The overlay's shapes, letters and pictures: one instance each, drawn as two triangles over the part of its rectangle that is not clipped.
// Items holds what the C# struct DrawInstance holds, in its order; lengths are pixels of the target, y downwards.
// What an instance looks like is worked out per pixel in overlay_shape.frag, overlay_glyph.frag or overlay_image.frag.

struct Item {
    vec4 rect;
    vec4 uv;
    vec4 clip;
    vec4 shape;
    uvec4 paint; // top colour, bottom colour, kind, colour map or shadow colour
};

layout(set = 0, binding = 0) readonly buffer Items { Item items[]; };

layout(push_constant) uniform Push {
    float target_width;
    float target_height;
} p;

layout(location = 0) flat out vec4 rect;
layout(location = 1) flat out vec4 uv;
layout(location = 2) flat out vec4 shape;
layout(location = 3) flat out uvec4 paint;

const vec2 CORNERS[6] = vec2[](vec2(0, 0), vec2(0, 1), vec2(1, 0), vec2(1, 0), vec2(0, 1), vec2(1, 1));

void main()
{
    Item item = items[gl_InstanceIndex];
    vec2 pixel = clamp(item.rect.xy + CORNERS[gl_VertexIndex] * item.rect.zw, item.clip.xy, item.clip.zw);
    gl_Position = vec4(pixel / vec2(p.target_width, p.target_height) * 2.0 - 1.0, 0.0, 1.0);
    rect = item.rect;
    uv = item.uv;
    shape = item.shape;
    paint = item.paint;
}
